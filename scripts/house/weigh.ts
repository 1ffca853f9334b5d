import type { Finding } from "./finding.js";

/** For each rule, what it doesn't apply to, and why: keys of findings, with the reason. */
export type Exceptions = { readonly [rule: string]: { readonly [key: string]: string } };

/** The findings that no exception covers, and the exceptions that cover nothing any more. */
export function weigh(
	findings: { readonly [rule: string]: readonly Finding[] },
	exceptions: Exceptions,
): (Finding & { readonly rule: string })[] {
	return Object.entries(findings).flatMap(([rule, found]) => {
		const excused = exceptions[rule] ?? {};
		const open = found.filter(({ key }) => !Object.hasOwn(excused, key));
		const stale = Object.keys(excused).filter((excuse) => !found.some(({ key }) => key === excuse));
		return [
			...open,
			...stale.map((key) => ({
				key,
				place: "scripts/house/exceptions.ts",
				problem: `nothing is excused by "${key}" any more`,
			})),
		].map((finding) => ({ rule, ...finding }));
	});
}
