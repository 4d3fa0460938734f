// The start page: the code in boxes, the code of a link, and sending once.
import "./code.js";
import "./link.js";
import "./once.js";
