export { type Forgotten, runForgetful } from "./forgotten.js";
export { findingsOf, lossesListed } from "./losses.js";
export { StrangerProject } from "./project.js";
export { type Returned, thereAndBack } from "./returned.js";
export { bookings, forgetful, misspelt, naiveOrders, oldOrders } from "./sources.js";
