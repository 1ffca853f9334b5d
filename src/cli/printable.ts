export { printable } from "../report/index.js";
