import { conditions } from "./conditions.js";
import { dependencies } from "./dependencies.js";
import { contained, items } from "./items.js";
import { names, properties, required } from "./objects.js";
import type { Family } from "./pair.js";
import { scalars } from "./scalars.js";
import { nothing, types } from "./types.js";
import { unevaluated } from "./unevaluated.js";
import { alternatives } from "./unions.js";
import { values } from "./values.js";

/** All kinds of keywords, what is asked of the value itself first. */
export const FAMILIES: readonly Family[] = [
	nothing,
	types,
	values,
	scalars,
	required,
	properties,
	names,
	dependencies,
	items,
	contained,
	alternatives,
	conditions,
	unevaluated,
];
