export { carriedIn } from "./carried.js";
export { type Layout, layOut, namesOf, type Placed } from "./layout.js";
export { type Direction, Planner } from "./plan.js";
export { Telling } from "./telling.js";
export { itemsOf, placesAt, type Subschema, takesNull, type View, viewsOf } from "./view.js";
