import { github } from "./github.js";
import { json } from "./json.js";
import { junit } from "./junit.js";
import { markdown } from "./markdown.js";
import type { Renderer } from "./renderer.js";
import { sarif } from "./sarif.js";
import { text } from "./text.js";

export { githubRefusal } from "./github.js";

const FORMS = { text, json, github, sarif, junit, markdown };

/** The name of a form of a result, as `--format` takes it. */
export type Format = keyof typeof FORMS;

/** Every form by its name. */
export const RENDERERS: { readonly [format in Format]: Renderer } = FORMS;
