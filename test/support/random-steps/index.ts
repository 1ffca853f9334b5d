import { type AccountEntry, lineage, type Residue } from "../../../src/index.js";
import { type Obj, randomDocument, randomSchema } from "./documents.js";
import { randomEdit } from "./edits.js";
import { same, silentLeaf, violation } from "./oracle.js";
import { Random } from "./random.js";
import { type Pair, randomPair } from "./steps.js";

export { SPOILT } from "./spoilt.js";

/** What the laws need of a lineage whose versions are known by name only. */
export interface Loose {
	upgrade(payload: unknown, options: object): Outcome;
	downgrade(payload: unknown, options: object): Outcome;
}

type Outcome = Done | { readonly issues: readonly { readonly message: string }[] };

interface Done {
	readonly value: unknown;
	readonly account: readonly AccountEntry[];
	readonly residue: Residue;
	readonly issues?: undefined;
}

/** What is done to a case so that it breaks a law: to see that it is noticed. */
export interface Spoilt {
	readonly pair?: (pair: Pair) => Pair;
	readonly lineage?: (loose: Loose) => Loose;
}

/** Tries one random lineage, document and edit; throws with all that is needed to see why a law does not hold. */
export function tryCase(seed: number, spoilt: Spoilt = {}): void {
	const random = new Random(seed);
	const document = randomDocument(randomSchema(random), random);
	const { pair = (one) => one, lineage: spoil = (one) => one } = spoilt;
	const pairs = Array.from({ length: 1 + random.below(3) }, () => pair(randomPair(random)));
	const loose = spoil(lineageOf(pairs, random));
	const fail = (law: string, why: unknown): never => {
		const steps = pairs.map(({ name }) => name).join(" | ");
		throw new Error(`seed ${seed}, law ${law}: ${why}\nsteps ${steps}\nfrom ${JSON.stringify(document)}`);
	};
	const before = JSON.stringify(document);
	const values: unknown[] = [document];
	const residues: Residue[] = [];
	for (let i = 0; i < pairs.length; i++) {
		const up = loose.upgrade(values[i], { from: `v${i}`, to: `v${i + 1}` });
		if (up.issues) return; // a document that the steps refuse
		const made = stored(up.value);
		const silent = silentLeaf(values[i], made, up.account);
		if (silent !== undefined)
			fail("3", `nothing says what became of ${silent}: ${JSON.stringify(up.account)}`);
		values.push(made);
		residues.push(stored(up.residue) as Residue);
	}
	const head = `v${pairs.length}`;
	const whole = done(loose.upgrade(document, { from: "v0", to: head }));
	const residue = stored(whole.residue) as Residue;
	if (!same(stored(whole.value), values.at(-1))) fail("5", "the steps in turn make something else");
	const back = loose.downgrade(values.at(-1), { from: head, to: "v0", residue });
	if (back.issues) {
		fail("2", back.issues[0]?.message);
		return;
	}
	if (!same(stored(back.value), document)) {
		fail("2", `came back as ${JSON.stringify(back.value)}\nresidue ${JSON.stringify(residue)}`);
	}
	if (JSON.stringify(document) !== before) fail("6", "the document was changed");
	const again = done(loose.upgrade(document, { from: "v0", to: head }));
	if (!same(stored(again.value), values.at(-1)) || !same(again.residue, residue))
		fail("6", "twice is not the same");
	const turned = loose.upgrade(turnedOver(document), { from: "v0", to: head });
	if (turned.issues || !same(stored(turned.value), values.at(-1)))
		fail("6", "the order of members makes a difference");
	tryEdit({ loose, pairs, values, residues, fail }, randomEdit(values.at(-1) as Obj, random));
}

interface Tried {
	readonly loose: Loose;
	readonly pairs: readonly Pair[];
	readonly values: readonly unknown[];
	readonly residues: readonly Residue[];
	readonly fail: (law: string, why: unknown) => never;
}

function tryEdit({ loose, pairs, values, residues, fail }: Tried, edited: unknown): void {
	let now = edited;
	for (let i = pairs.length - 1; i >= 0; i--) {
		const options = { from: `v${i + 1}`, to: `v${i}` };
		const base = loose.downgrade(values[i + 1], options);
		const editedBase = loose.downgrade(now, options);
		const result = loose.downgrade(now, { ...options, residue: residues[i] });
		// Without a base there is nothing that the edit could be told by.
		if (result.issues || base.issues || editedBase.issues) return;
		const wrong = violation({
			x: values[i],
			base: stored(base.value),
			editedBase: stored(editedBase.value),
			result: stored(result.value),
			account: result.account,
		});
		if (wrong !== undefined) {
			const shown = { y: values[i + 1], now, x: values[i], base: base.value, editedBase: editedBase.value };
			fail(
				"7",
				`${wrong}\n${JSON.stringify({ ...shown, result: result.value, residue: residues[i], account: result.account })}`,
			);
		}
		now = stored(result.value);
	}
}

function lineageOf(pairs: readonly Pair[], random: Random): Loose {
	const isSmall = random.chance(4);
	const is = (value: unknown): value is Obj =>
		typeof value === "object" && value !== null && !Array.isArray(value) && !(isSmall && "edited" in value);
	const version = { schema: { type: "object" }, is, explain: () => [] };
	let built = lineage("random/steps").version("v0", version) as unknown as {
		version(name: string, of: typeof version, step: object): typeof built;
	} & Loose;
	for (const [i, { up, down }] of pairs.entries()) {
		built = built.version(`v${i + 1}`, version, { upgrade: up, downgrade: down });
	}
	return built;
}

function done(outcome: Outcome): Done {
	if (outcome.issues) throw new Error(outcome.issues[0]?.message);
	return outcome;
}

/** The same with the members of every object in the opposite order. */
function turnedOver(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(turnedOver);
	if (typeof value !== "object" || value === null) return value;
	const turned: Obj = {};
	for (const [name, member] of Object.entries(value).reverse())
		Object.defineProperty(turned, name, {
			...{ value: turnedOver(member), writable: true, enumerable: true, configurable: true },
		});
	return turned;
}

/** As it comes back from where it was stored. */
function stored(value: unknown): unknown {
	return JSON.parse(JSON.stringify(value));
}
