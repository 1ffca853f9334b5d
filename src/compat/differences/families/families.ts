import type { DemandFamily } from "../pair.js";
import { conditions } from "./conditions.js";
import { contained, items } from "./items.js";
import { patterns } from "./patterns.js";
import { dependencies, required } from "./presence.js";
import { properties } from "./properties.js";
import { scalars } from "./scalars.js";
import { nothing, types } from "./types.js";
import { names, undeclared } from "./undeclared.js";
import { unevaluated } from "./unevaluated.js";
import { alternatives } from "./unions.js";
import { values } from "./values.js";

/** All kinds of keywords, what is asked of the value itself first. */
export const FAMILIES: readonly DemandFamily[] = [
	nothing,
	types,
	values,
	scalars,
	required,
	properties,
	patterns,
	undeclared,
	names,
	dependencies,
	items,
	contained,
	alternatives,
	conditions,
	unevaluated,
];
