import { github } from "./forms/github.js";
import { json } from "./forms/json.js";
import { junit } from "./forms/junit.js";
import { markdown } from "./forms/markdown.js";
import { sarif } from "./forms/sarif.js";
import { text } from "./forms/text.js";
import type { Renderer } from "./renderer.js";

export { githubRefusal } from "./forms/github.js";

const FORMS = { text, json, github, sarif, junit, markdown };

/** The name of a form of a result, as `--format` takes it. */
export type Format = keyof typeof FORMS;

/** Every form by its name. */
export const RENDERERS: { readonly [format in Format]: Renderer } = FORMS;
