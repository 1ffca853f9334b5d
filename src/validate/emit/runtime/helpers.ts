/** The names of the functions that emitted code may call. */
export type HelperName =
	| "isObject"
	| "countKeys"
	| "hasOnly"
	| "lengthOf"
	| "isMultiple"
	| "equal"
	| "areUnique"
	| "automaton"
	| "escapeToken"
	| "typeOf"
	| "has"
	| "counted"
	| "allowed"
	| "mayMean";

/** What emitted code may call, as text: each helper stands in the code that uses it, so that it needs no package. */
export const HELPERS: Readonly<
	Record<HelperName, { readonly text: string; readonly calls?: readonly HelperName[] }>
> = {
	isObject: {
		text: `function isObject(x) {
	return typeof x === "object" && x !== null && !Array.isArray(x);
}`,
	},
	countKeys: {
		text: `function countKeys(object) {
	let count = 0;
	for (const _ in object) count++;
	return count;
}`,
	},
	hasOnly: {
		text: `function hasOnly(object, names) {
	for (const name in object) if (!names.has(name)) return false;
	return true;
}`,
	},
	lengthOf: {
		text: `// In code points.
function lengthOf(text) {
	let length = text.length;
	for (let i = 1; i < text.length; i++) {
		if ((text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) length--;
	}
	return length;
}`,
	},
	isMultiple: {
		text: `// By the decimals that JSON writes, exactly: 19.99 is a multiple of 0.01.
function isMultiple(value, of) {
	if (Number.isSafeInteger(value) && Number.isSafeInteger(of)) return value % of === 0;
	const [a, b] = [value, of].map((number) => {
		const [mantissa, exponent = 0] = String(Math.abs(number)).split("e");
		const [whole, part = ""] = mantissa.split(".");
		return { digits: BigInt(whole + part), power: exponent - part.length };
	});
	const least = Math.min(a.power, b.power);
	return (a.digits * 10n ** BigInt(a.power - least)) % (b.digits * 10n ** BigInt(b.power - least)) === 0n;
}`,
	},
	equal: {
		text: `function equal(a, b) {
	if (a === b) return true;
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const keys = Object.keys(a);
	if (keys.length !== Object.keys(b).length) return false;
	return keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}`,
	},
	areUnique: {
		text: `function areUnique(items) {
	const others = [];
	const scalars = new Set();
	for (const item of items) {
		if (typeof item !== "object" || item === null) {
			if (scalars.has(item)) return false;
			scalars.add(item);
		} else {
			if (others.some((other) => equal(other, item))) return false;
			others.push(item);
		}
	}
	return true;
}`,
		calls: ["equal"],
	},
	automaton: {
		text: `// A pattern as an automaton: it takes time linear in the text, where regular expressions might not end.
function automaton(states, start, accept) {
	const isIn = (ranges, character) => {
		for (let i = 0; i < ranges.length; i += 2) {
			if (character >= ranges[i] && character <= ranges[i + 1]) return true;
		}
		return false;
	};
	const test = (text) => {
		let before = -1;
		let next = [start];
		for (let place = 0; place <= text.length; ) {
			const character = text.codePointAt(place) ?? -1;
			const reached = new Set(next);
			next = [start];
			for (const state of reached) {
				if (state === accept) return true;
				for (const [to, ranges, guard = 0] of states[state]) {
					if (ranges === undefined) reached.add(to);
					else if (guard === 0) isIn(ranges, character) && next.push(to);
					else if (isIn(ranges, guard % 2 === 1 ? character : before) === guard < 3) reached.add(to);
				}
			}
			before = character;
			place += character > 0xffff ? 2 : 1;
		}
		return false;
	};
	return { test };
}`,
	},
	escapeToken: {
		text: `function escapeToken(token) {
	return /[~/]/.test(token) ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
}`,
	},
	typeOf: {
		text: `function typeOf(x) {
	if (x === null) return "null";
	if (Array.isArray(x)) return "array";
	return typeof x === "number" && !Number.isFinite(x) ? "none" : typeof x;
}`,
	},
	has: {
		text: `function has(object, name) {
	return name in Object.prototype ? Object.hasOwn(object, name) : object[name] !== undefined;
}`,
	},
	counted: {
		text: `function counted(count, one, many) {
	return count + " " + (count === 1 ? one : many);
}`,
	},
	allowed: {
		text: `function allowed(values) {
	const texts = values.map((value) => JSON.stringify(value));
	if (texts.length > 12 || texts.some((text) => text.length > 60)) return "must be one of the allowed values";
	if (texts.length === 0) return "must not be there: no value is allowed";
	return texts.length === 1 ? "must be " + texts[0] : "must be one of " + texts.join(", ");
}`,
	},
	mayMean: {
		text: `// Whether x can have been meant for the rule: its type and its tags are the rule's.
function mayMean(rule, x, depth = 0) {
	rule = rule.ref ?? rule;
	const isIn = (values, value) => !values || values.every((set) => set.some((one) => equal(one, value)));
	if (rule.never || (rule.types && !rule.types.some((type) => type === typeOf(x) || (type === "integer" && typeof x === "number")))) return false;
	if (!isIn(rule.values, x)) return false;
	for (const name in isObject(x) && rule.properties) {
		if (Object.hasOwn(x, name) && !isIn((rule.properties[name].ref ?? rule.properties[name]).values, x[name])) return false;
	}
	return depth >= 8 || !rule.allOf || rule.allOf.every((other) => mayMean(other, x, depth + 1));
}`,
		calls: ["equal", "typeOf", "isObject"],
	},
};
