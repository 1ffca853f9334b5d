/**
 * A module with a lineage of so many versions, each with so many members, one of which each step moves: mappings and
 * plain steps in turn. It is to be type-checked.
 */
export function wideLineage(versions: number, members: number): string {
	const types = [
		"string",
		"number",
		"boolean | null",
		"readonly string[]",
		"{ readonly x: number; readonly y?: string }",
	];
	const names = (version: number) =>
		Array.from({ length: members }, (_, i) => (i === version % members ? `m${i}_v${version}` : `m${i}`));
	const text = ['import { lineage, mapping, type Step, type Version } from "upshape";'];
	for (let v = 0; v < versions; v++) {
		const declared = names(v).map((name, i) => `\treadonly ${name}: ${types[i % types.length]};`);
		text.push(`export interface V${v} {`, "\treadonly id: string;", ...declared, "}");
		text.push(`declare const v${v}: Version<V${v}>;`);
		if (v === 0) continue;
		const [older, newer] = [names(v - 1), names(v)];
		const moved = newer.flatMap((name, i) => (older[i] === name ? [] : [[older[i] ?? "", name] as const]));
		const rules = moved.map(([from, to]) => `${to}: from("/${from}")`).join(", ");
		const taken = (pairs: typeof moved) => pairs.map(([from], i) => `${from}: a${i}`).join(", ");
		const given = (pairs: typeof moved) => pairs.map(([, to], i) => `${to}: a${i}`).join(", ");
		const back = moved.map(([from, to]) => [to, from] as const);
		text.push(
			v % 2 === 1
				? `const s${v} = mapping<V${v - 1}, V${v}>(({ from }) => ({ ${rules} }));`
				: `const s${v}: Step<V${v - 1}, V${v}> = {
	upgrade: ({ ${taken(moved)}, ...rest }) => ({ ...rest, ${given(moved)} }),
	downgrade: ({ ${taken(back)}, ...rest }) => ({ ...rest, ${given(back)} }),
};`,
		);
	}
	const calls = Array.from(
		{ length: versions - 1 },
		(_, i) => `\t.version("v${i + 1}", v${i + 1}, s${i + 1})`,
	);
	text.push('export const wide = lineage("x/wide")', '\t.version("v0", v0)', ...calls, ";");
	text.push(
		"const up = wide.upgrade({});",
		`if (!up.issues) { const head: V${versions - 1} = up.value; void head; }`,
		'const middle = wide.upgrade({}, { to: "v3" });',
		"if (!middle.issues) { const third: V3 = middle.value; void third; }",
		"// @ts-expect-error: no such version",
		'wide.upgrade({}, { to: "v99" });',
	);
	return `${text.join("\n")}\n`;
}
