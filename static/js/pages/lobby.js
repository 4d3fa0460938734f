// The lobby: copy the link, hide the code from the wall.
import "./copy.js";
import "./hide_code.js";
