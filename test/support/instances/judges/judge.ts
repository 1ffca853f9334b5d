import type { Json } from "../../../../src/json/index.js";

/** Whether a value is an instance of the schema that the judge was made for. */
export type Judge = (instance: Json) => boolean;
