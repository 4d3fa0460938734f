// Fetches what may be wanted later while there is a connection: in a tunnel nothing can be fetched any more.

import "./ask.js";
import "./bin.js";
import "./comments.js";
import "./commands.js";
import "./drag.js";
import "./ended.js";
import "./everybody.js";
import "./help.js";
import "./heading.js";
import "./kept.js";
import "./letters.js";
import "./menus.js";
import "./more.js";
import "./move.js";
import "./paste.js";
import "./press.js";
import "./single.js";
import "./stacking.js";
import "./toast.js";
import "./toolbar.js";
