import type { Json } from "../../json/index.js";

/** Scalars that are shorter than a scalar, or as short and plainer: those that say least first. */
export function plainer(value: Json): readonly Json[] {
	if (typeof value === "number") return plainerNumbers(value);
	return typeof value === "string" ? plainerTexts(value) : [];
}

const FEW_STEPS = 100;

function plainerNumbers(value: number): readonly number[] {
	// Near the largest double, rounding up leads beyond it.
	const rounded = [1, 2, 3, 6, 9, 12]
		.map((digits) => Number(value.toPrecision(digits)))
		.filter(Number.isFinite);
	// One less is a step for small numbers only: from afar it would take as many as there are.
	const less = Math.abs(value) < FEW_STEPS ? value - Math.sign(value) : value * 0.9;
	const nearer = [Math.trunc(value / 10), Math.trunc(value / 2), Math.trunc(less)];
	const candidates = [0, 1, -1, 2, 3, Math.trunc(value), ...rounded, ...nearer, -value];
	return [...new Set(candidates)].filter((candidate) => {
		const shorter = String(value).length - String(candidate).length;
		return shorter > 0 || (shorter === 0 && Math.abs(candidate) < Math.abs(value));
	});
}

// Names that a person can tell from one another at a glance.
const READABLE = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;
const PLAIN_NAMES = ["a", "b", "c"];

/** Names to try for a property whose name does not read well; what is in use is none of them. */
export function plainerNames(name: string, used: ReadonlySet<string>): readonly string[] {
	return READABLE.test(name) ? [] : PLAIN_NAMES.filter((plain) => !used.has(plain));
}

// Longer texts lose halves only.
const SHORT = 40;

function plainerTexts(text: string): readonly string[] {
	const points = [...text];
	if (points.length === 0) return [];
	const half = Math.ceil(points.length / 2);
	const candidates = ["", "a", points.slice(0, half).join(""), points.slice(half).join("")];
	if (points.length <= SHORT) {
		for (const at of points.keys())
			candidates.push([...points.slice(0, at), ...points.slice(at + 1)].join(""));
	}
	candidates.push("a".repeat(points.length));
	if (points.length <= SHORT) {
		for (const at of points.keys())
			candidates.push([...points.slice(0, at), "a", ...points.slice(at + 1)].join(""));
	}
	const length = JSON.stringify(text).length;
	const oddness = oddnessOf(points);
	return [...new Set(candidates)].filter((candidate) => {
		const shorter = length - JSON.stringify(candidate).length;
		return shorter > 0 || (shorter === 0 && oddnessOf([...candidate]) < oddness);
	});
}

/** How little a text reads like letters, `a` before all. */
function oddnessOf(points: readonly string[]): number {
	const odd = (point: string) =>
		point === "a" ? 0 : /^[a-z]$/.test(point) ? 1 : /^[0-9A-Z]$/.test(point) ? 2 : 4;
	return points.reduce((sum, point) => sum + odd(point), 0);
}
