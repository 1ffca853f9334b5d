import { countOf } from "../profile/shapes.js";
import type { RecordPart } from "../schema.js";
import { isVersionTag, tagValues } from "./tags.js";

/** Why the versions are in this order. */
export type OrderReason = "version" | "time" | "place" | "unknown";

/** Parts differ in time or place if their middles are so much of the whole range apart. */
const CLEARLY = 0.1;

/** The parts as far as can be told from the oldest to the newest: by a member that says it, moments, or their places. */
export function oldestFirst(parts: readonly RecordPart[]): {
	readonly parts: readonly RecordPart[];
	readonly by: OrderReason;
} {
	const versions = sorted(parts, versionOf, 0);
	if (versions !== undefined) return { parts: versions, by: "version" };
	const spans = parts.map(spanOf);
	const whole = {
		from: Math.min(...spans.map(({ from }) => from)),
		to: Math.max(...spans.map(({ to }) => to)),
	};
	const times = sorted(parts, (part) => middleOf(spanOf(part)), whole.to - whole.from);
	if (times !== undefined) return { parts: times, by: "time" };
	const records = countOf(parts.flatMap(({ groups }) => groups));
	const places = sorted(parts, placeOf, records);
	if (places !== undefined) return { parts: places, by: "place" };
	return { parts: [...parts].sort((a, b) => firstOf(a) - firstOf(b)), by: "unknown" };
}

/** The parts by a number that each of them has, if those are clearly apart within a range. */
function sorted(
	parts: readonly RecordPart[],
	numberOf: (part: RecordPart) => number | undefined,
	range: number,
): RecordPart[] | undefined {
	const ranked = parts.map((part) => ({ part, rank: numberOf(part) ?? Number.NaN }));
	if (ranked.some(({ rank }) => !Number.isFinite(rank))) return undefined;
	ranked.sort((a, b) => a.rank - b.rank);
	const areApart = ranked.every(
		({ rank }, i) => i === 0 || rank - (ranked[i - 1]?.rank ?? 0) > CLEARLY * range,
	);
	return areApart ? ranked.map(({ part }) => part) : undefined;
}

/** The number in the one value of a member that says the version. */
function versionOf({ groups }: RecordPart): number | undefined {
	const found = new Set(groups.map(versionOfGroup));
	const [only] = found;
	return found.size === 1 ? only : undefined;
}

function versionOfGroup(group: RecordPart["groups"][number]): number | undefined {
	for (const [name, { numbers }] of group.members) {
		if (!isVersionTag(name)) continue;
		const [value, other] = tagValues(group, name) ?? [];
		const digits = other === undefined ? /\d+(?:\.\d+)?/.exec(value ?? "")?.[0] : undefined;
		if (digits !== undefined) return Number(digits);
		if (numbers !== undefined && numbers.min === numbers.max) return numbers.min;
	}
	return undefined;
}

interface Span {
	readonly from: number;
	readonly to: number;
}

/** When a part's records are from, in milliseconds since 1970: by the first member that is called so, if it has moments. */
function spanOf({ groups }: RecordPart): Span {
	const moments = groups.flatMap(({ members }) => {
		const found = [...members].find(
			([name, { texts }]) => texts?.format?.startsWith("date") === true && MADE.test(name),
		);
		return found?.[1].texts ?? [];
	});
	const from = Math.min(...moments.map(({ earliest }) => earliest));
	return { from, to: Math.max(...moments.map(({ latest }) => latest)) };
}

const MADE = /creat|placed|time|date|(?:^|_|[a-z])at$/i;

const middleOf = ({ from, to }: Span) => (from + to) / 2;

/** The mean of the numbers of a part's records. */
const placeOf = ({ groups }: RecordPart) =>
	groups.reduce((sum, group) => sum + group.sum, 0) / countOf(groups);

const firstOf = ({ groups }: RecordPart) => Math.min(...groups.map(({ first }) => first[0] ?? 0));
