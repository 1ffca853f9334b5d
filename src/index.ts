export * from "./json/index.js";
export * from "./lineage/index.js";
