export { areAlike, wordsOf } from "./alike.js";
export { columns } from "./columns.js";
export { countsText, listText } from "./lists.js";
export { bytesText, countText, plural } from "./numbers.js";
export { type OutputOptions, printable, printableJson, printableOutput } from "./printable.js";
export { cut, shorten, shortenMiddle } from "./shorten.js";
