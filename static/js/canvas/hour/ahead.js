// Fetches what the hour may want later while there is a connection, as view/ahead.js does for the board.

import "./after.js";
import "./ask.js";
import "./back.js";
import "./outcomes.js";
import "./results.js";
import "./skip.js";
import "./subject.js";
