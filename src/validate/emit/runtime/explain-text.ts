import type { HelperName } from "./helpers.js";

interface Chunk {
	/** The parts of rules that need it: any of them; always there if none is named. */
	readonly for?: string;
	readonly text: string;
	readonly calls?: readonly HelperName[];
}

/** `explain` in pieces: it says what the interpreter says, in the same order. */
const CHUNKS: readonly Chunk[] = [
	{
		text: `// Tells what is wrong with x by its rule, where it is wrong at all.
function explain(rule, x, at, told, parent, keyword, token) {`,
	},
	{ for: "ref", text: "rule = rule.ref ?? rule;" },
	{ for: "is", text: "if (rule.is?.(x)) return;" },
	{
		text: `const place = rule.at ?? (token === undefined ? parent + "/" + keyword : parent + "/" + keyword + "/" + escapeToken(token));
const tell = (keyword, message, instanceLocation = at) => {
	told.push({ instanceLocation, keywordLocation: place + "/" + keyword, keyword, message });
};`,
		calls: ["escapeToken"],
	},
	{
		for: "never",
		text: `if (rule.never) {
	const isHere = keyword === undefined || /^(allOf|anyOf|oneOf|then|else|dependentSchemas)$/.test(keyword);
	const isUndeclared = keyword === "additionalProperties" || keyword === "unevaluatedProperties";
	told.push({
		instanceLocation: at,
		keywordLocation: isHere ? place : parent + "/" + keyword,
		keyword: isHere ? "false" : keyword,
		message: isUndeclared ? "is not declared by the schema" : "must not be there",
	});
	return;
}`,
	},

	{
		for: "types",
		text: `if (rule.types && !rule.types.includes(typeOf(x)) && !(rule.types.includes("integer") && Number.isInteger(x))) {
	tell("type", rule.types.length === 0 ? "must not be there: no type is allowed" : "must be " + rule.types.join(" or "));
	return;
}`,
		calls: ["typeOf"],
	},
	{
		for: "values",
		text: `for (const values of rule.values ?? []) {
	if (!values.some((value) => equal(value, x))) tell(values.length === 1 ? "const" : "enum", allowed(values));
}`,
		calls: ["equal", "allowed"],
	},
	...["minimum >=", "exclusiveMinimum >", "maximum <=", "exclusiveMaximum <"].map((bound) => {
		const [name = "", sign] = bound.split(" ");
		return {
			for: name,
			text: `if (typeof x === "number" && rule.${name} !== undefined && !(x ${sign} rule.${name})) tell("${name}", "must be ${sign} " + rule.${name});`,
		};
	}),
	{
		for: "multipleOf",
		text: `if (typeof x === "number" && rule.multipleOf !== undefined && !isMultiple(x, rule.multipleOf)) {
	tell("multipleOf", "must be a multiple of " + rule.multipleOf);
}`,
		calls: ["isMultiple"],
	},
	...["min least <", "max most >"].map((bound) => {
		const [name, word, sign] = bound.split(" ");
		return {
			for: `${name}Length`,
			text: `if (typeof x === "string" && lengthOf(x) ${sign} rule.${name}Length) tell("${name}Length", "must have at ${word} " + counted(rule.${name}Length, "character", "characters"));`,
			calls: ["lengthOf", "counted"] as const,
		};
	}),
	{
		for: "pattern",
		text: `if (typeof x === "string" && rule.matches?.test(x) === false) tell("pattern", "must match " + JSON.stringify(rule.pattern));`,
	},
	{
		for: "minItems maxItems uniqueItems prefixItems items contains",
		text: "if (Array.isArray(x)) {",
	},
	...["min least <", "max most >"].map((bound) => {
		const [name, word, sign] = bound.split(" ");
		return {
			for: `${name}Items`,
			text: `if (x.length ${sign} rule.${name}Items) tell("${name}Items", "must have at ${word} " + counted(rule.${name}Items, "item", "items"));`,
			calls: ["counted"] as const,
		};
	}),
	{
		for: "uniqueItems",
		text: `if (rule.uniqueItems && !areUnique(x)) tell("uniqueItems", "must not have equal items");`,
	},
	{
		for: "prefixItems",
		text: `(rule.prefixItems ?? []).slice(0, x.length).forEach((item, i) => {
	explain(item, x[i], at + "/" + i, told, place, "prefixItems", i);
});`,
	},
	{
		for: "items",
		text: `if (rule.items) {
	for (let i = rule.prefixItems?.length ?? 0; i < x.length; i++) explain(rule.items, x[i], at + "/" + i, told, place, "items");
}`,
	},
	{
		for: "contains",
		text: `if (rule.contains) {
	const { minContains = 1, maxContains = Infinity } = rule;
	const { is } = rule.contains.ref ?? rule.contains;
	const found = x.filter((item) => is(item)).length;
	const least = rule.minContains === undefined ? "contains" : "minContains";
	if (found < minContains) tell(least, "must contain at least " + counted(minContains, "such item", "such items"));
	if (found > maxContains) tell("maxContains", "must contain at most " + counted(maxContains, "such item", "such items"));
}`,
		calls: ["counted"],
	},
	{ for: "minItems maxItems uniqueItems prefixItems items contains", text: "}" },
	{
		for: "minProperties maxProperties required dependentRequired propertyNames properties patternProperties additionalProperties",
		text: "if (isObject(x)) {",
		calls: ["isObject"],
	},
	...["min least <", "max most >"].map((bound) => {
		const [name, word, sign] = bound.split(" ");
		return {
			for: `${name}Properties`,
			text: `if (countKeys(x) ${sign} rule.${name}Properties) tell("${name}Properties", "must have at ${word} " + counted(rule.${name}Properties, "property", "properties"));`,
			calls: ["countKeys", "counted"] as const,
		};
	}),
	{
		for: "required",
		text: `for (const name of rule.required ?? []) {
	if (!has(x, name)) tell("required", "must have required property " + JSON.stringify(name));
}`,
		calls: ["has"],
	},
	{
		for: "dependentRequired",
		text: `for (const [name, others] of rule.dependentRequired ?? []) {
	if (!has(x, name) || others.every((other) => has(x, other))) continue;
	const wanted = others.map((other) => JSON.stringify(other)).join(", ");
	tell("dependentRequired", "must have " + wanted + " where it has " + JSON.stringify(name));
}`,
		calls: ["has"],
	},
	{
		for: "propertyNames",
		text: `if (rule.propertyNames) {
	const { is } = rule.propertyNames.ref ?? rule.propertyNames;
	for (const name in x) {
		if (!is(name)) tell("propertyNames", "has a name that may not be there", at + "/" + escapeToken(name));
	}
}`,
	},
	{
		for: "properties",
		text: `for (const name in rule.properties && x) {
	if (!Object.hasOwn(rule.properties, name) || x[name] === undefined) continue;
	explain(rule.properties[name], x[name], at + "/" + escapeToken(name), told, place, "properties", name);
}`,
	},
	{
		for: "patternProperties",
		text: `for (const [pattern, patterned, source] of rule.patternProperties ?? []) {
	for (const name in x) {
		if (!pattern.test(name)) continue;
		explain(patterned, x[name], at + "/" + escapeToken(name), told, place, "patternProperties", source);
	}
}`,
	},
	{
		for: "additionalProperties",
		text: `for (const name in rule.additionalProperties && x) {
	if (rule.properties && Object.hasOwn(rule.properties, name)) continue;
	if (rule.patternProperties?.some(([pattern]) => pattern.test(name))) continue;
	explain(rule.additionalProperties, x[name], at + "/" + escapeToken(name), told, place, "additionalProperties");
}`,
	},
	{
		for: "minProperties maxProperties required dependentRequired propertyNames properties patternProperties additionalProperties",
		text: "}",
	},
	{
		for: "allOf",
		text: `rule.allOf?.forEach((other, i) => {
	explain(other, x, at, told, place, "allOf", i);
});`,
	},
	...["anyOf at-least-one", "oneOf exactly-one"].map((union) => {
		const [name, words = ""] = union.split(" ");
		const wrong = name === "anyOf" ? "=== 0" : "!== 1";
		return {
			for: name ?? "",
			text: `if (rule.${name}) {
	const found = rule.${name}.filter((other) => (other.ref ?? other).is(x)).length;
	if (found === 0) {
		const meant = rule.${name}.filter((other) => mayMean(other, x));
		if (meant.length === 1) explain(meant[0], x, at, told, place, "${name}", rule.${name}.indexOf(meant[0]));
	}
	if (found ${wrong}) tell("${name}", "must match ${words.replaceAll("-", " ")} of the alternatives");
}`,
			calls: ["mayMean"] as const,
		};
	}),
	{
		for: "not",
		text: `if (rule.not && (rule.not.ref ?? rule.not).is(x)) tell("not", "must not be what \`not\` describes");`,
	},
	{
		for: "if",
		text: `if (rule.if) {
	const then = (rule.if.ref ?? rule.if).is(x) ? "then" : "else";
	if (rule[then]) explain(rule[then], x, at, told, place, then);
}`,
	},
	{
		for: "dependentSchemas",
		text: `for (const [name, other] of (isObject(x) && rule.dependentSchemas) || []) {
	if (has(x, name)) explain(other, x, at, told, place, "dependentSchemas", name);
}`,
		calls: ["isObject", "has"],
	},
	{
		for: "evaluatedProperties",
		text: `if (rule.evaluatedProperties && isObject(x) && told.length === before) {
	const isEvaluated = rule.evaluatedProperties(x);
	for (const name in x) {
		if (isEvaluated(name)) continue;
		explain(rule.unevaluatedProperties, x[name], at + "/" + escapeToken(name), told, place, "unevaluatedProperties");
	}
}`,
		calls: ["isObject"],
	},
	{
		for: "evaluatedItems",
		text: `if (rule.evaluatedItems && Array.isArray(x) && told.length === before) {
	const isEvaluated = rule.evaluatedItems(x);
	x.forEach((item, i) => {
		if (!isEvaluated(i)) explain(rule.unevaluatedItems, item, at + "/" + i, told, place, "unevaluatedItems");
	});
}`,
	},
	{ text: "}" },
];

/** The text of `explain` for rules with these parts, and the helpers that it calls. */
export function explainText(parts: ReadonlySet<string>): { text: string; calls: readonly HelperName[] } {
	const chunks = CHUNKS.filter(({ for: names }) => names?.split(" ").some((name) => parts.has(name)) ?? true);
	const counts = parts.has("evaluatedProperties") || parts.has("evaluatedItems");
	const lines = chunks.flatMap(({ text }) => text.split("\n"));
	if (counts) lines.splice(2, 0, "const before = told.length;");
	return { text: indent(lines), calls: chunks.flatMap(({ calls = [] }) => calls) };
}

function indent(lines: readonly string[]): string {
	let depth = 0;
	const indented = lines.map((line) => {
		const bare = line.trim();
		if (/^[\])}]/.test(bare)) depth--;
		const text = "\t".repeat(Math.max(depth, 0)) + bare;
		if (/[[({]$/.test(bare)) depth++;
		return text;
	});
	return indented.join("\n");
}
