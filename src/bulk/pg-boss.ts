export * from "../tables/pg-boss.js";
