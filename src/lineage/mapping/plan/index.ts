export { carriedIn } from "./carried.js";
export { type Layout, layOut, listMemberNames, type Placed } from "./layout.js";
export { Planner, type StepDirection } from "./plan.js";
export { Telling } from "./telling.js";
export { itemsOf, type ObjectView, placesAt, type RootedSchema, takesNull, viewsOf } from "./view.js";
