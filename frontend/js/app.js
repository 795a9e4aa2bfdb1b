// What every page runs. htmx itself is a script of its own; these only steer it.
import "./ime.js";
import "./forms.js";
import "./drafts.js";
import "./kept.js";
import "./fields.js";
import "./findings.js";
import "./lines.js";
import "./tags.js";
import "./glossary.js";
import "./live.js";
import "./menus.js";
import "./anchors.js";
import "./sheets.js";
import "./charts.js";
import "./quadrant.js";
import "./board.js";
import "./profile.js";
