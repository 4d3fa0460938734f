// Fetches what assumptions may want later while there is a connection, as view/ahead.js does for the board.

import "./linking.js";
import "./panel.js";
import "./review.js";
