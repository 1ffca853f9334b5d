export {
	type FoundPlace,
	type FoundPlaces,
	findPlaces,
	PLACE_ISSUES,
	type PlaceIssue,
} from "./find-places.js";
export { type PayloadPlaces, parsePlaces } from "./places.js";
export { splice } from "./splice.js";
