export { play, prepare } from "./play.js";
export { shows } from "./shows.js";
export { type Snippet, snippetsOf } from "./snippet.js";
