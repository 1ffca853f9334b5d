export { complementOf, intersection, type Language, languageOf, ofLengths, supersetOf } from "./language.js";
export { readable, Words } from "./words.js";
