// What JavaScript answers to a case of the twins' tests.
//
// A case is {"do": name, "args": […]} for a function of core/text.js or core/order.js, or
// {"do": "decide", "canvas": picture as in P6, "op", "actor": {who, role}, "at"}; `expect` is the answer, {"error": true} when
// it is refused by an exception. {"do": "kind", "kind": {…}} sets the kind of the canvases that follow.

import { Canvas } from "../../static/js/canvas/core/canvas.js";
import { check } from "../../static/js/canvas/core/check.js";
import { clean } from "../../static/js/canvas/core/clean.js";
import "../../static/js/canvas/core/arranging.js";
import { decide } from "../../static/js/canvas/core/operations.js";
import * as order from "../../static/js/canvas/core/order.js";
import "../../static/js/canvas/core/assumption_operations.js";
import { fallen, passed, restingOn, testFirst } from "../../static/js/canvas/core/coherence.js";
import "../../static/js/canvas/core/hour_operations.js";
import { momentOf } from "../../static/js/canvas/core/moment.js";
import { forbidden, may } from "../../static/js/canvas/core/rights.js";
import * as schedule from "../../static/js/canvas/core/schedule.js";
import * as text from "../../static/js/canvas/core/text.js";

const { apply, compose, growth, invert, normal, reach, transform } = text;
/** @type {Record<string, (...args: any[]) => any>} */
const FUNCTIONS = {
  apply,
  check,
  compose,
  growth,
  invert,
  normal,
  reach,
  transform,
  clean,
  may,
  between: order.between,
  remaining: schedule.remaining,
  expectedEnd: schedule.expectedEnd,
  behind: schedule.behind,
  momentOf,
  passed,
  spread: order.spread,
};

export class Twin {
  /** @type {import("../../static/js/canvas/core/canvas.js").Kind} */
  kind = { blocks: [] };

  /** @param {any} one @returns {any} undefined when there is nothing to answer */
  answer(one) {
    if (one.do === "kind") {
      this.kind = one.kind;
      return undefined;
    }
    if (one.do === "decide") return this.decide(one);
    if (one.do === "coherence") return this.coherence(one);
    try {
      return FUNCTIONS[one.do](...one.args);
    } catch (problem) {
      if (problem instanceof text.Misfit || problem instanceof RangeError) return { error: true };
      throw problem;
    }
  }

  /** @param {any} one */
  coherence({ canvas: picture, note }) {
    const canvas = new Canvas(this.kind, picture);
    return {
      resting: restingOn(canvas, note),
      fallen: Object.fromEntries(fallen(canvas)),
      first: testFirst(canvas).map((one) => one.id),
    };
  }

  /** @param {any} one */
  decide({ canvas: picture, op, actor, at }) {
    const canvas = new Canvas(this.kind, picture);
    return forbidden(canvas, op, actor.role, actor.moment) ?? decide(canvas, op, actor, at);
  }
}
