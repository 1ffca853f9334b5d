export { runForgetful } from "./forgotten.js";
export { lossesListed } from "./losses.js";
export type { StrangerProject } from "./project.js";
export { thereAndBack } from "./returned.js";
export { bookings, forgetful, misspelt, naiveOrders, oldOrders } from "./sources.js";
