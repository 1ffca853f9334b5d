export { complementOf, intersection, type Language, languageOf, ofLengths } from "./language.js";
export { readable, Words } from "./words.js";
