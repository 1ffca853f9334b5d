import { github } from "./github.js";
import { json } from "./json.js";
import { junit } from "./junit.js";
import { markdown } from "./markdown.js";
import type { Renderer } from "./renderer.js";
import { sarif } from "./sarif.js";
import { text } from "./text.js";

export { githubRefusal } from "./github.js";

/** The forms of a result, as `--format` names them. */
export type Format = "text" | "json" | "github" | "sarif" | "junit" | "markdown";

/** Every form by its name. */
export const RENDERERS: { readonly [format in Format]: Renderer } = {
	text,
	json,
	github,
	sarif,
	junit,
	markdown,
};
