import { type ObjectView, takesNull, viewsOf } from "../plan/index.js";
import { jsonSource, memberSource, target } from "./text.js";

/** A value of the object that is made, where it goes, and the source that makes it. */
export interface EmittedPart {
	readonly tokens: readonly string[];
	readonly expression: string;
	/** What stands at the same place of the given value, as source. */
	readonly original: string;
	/** Where in the given value a conversion that fails is told to have failed. */
	readonly at?: string | undefined;
	/** The source that settles it against the older member, where that is not made to be compared. */
	readonly leave?: string;
	/** Whether it stands for nothing in the given value. */
	readonly isFiller?: boolean;
	/** Whether it is what stands at the same place of the given value, as it is or converted. */
	readonly reads: "copy" | "converted" | "elsewhere";
}

/** A value in a variable of its own, and where it goes. */
interface Slot {
	readonly name: string;
	readonly variable: string;
	/** Whether the value is never undefined. */
	readonly isSure: boolean;
	readonly mayBeNull: boolean;
	readonly isFiller: boolean;
}

/** Writes the source that builds objects of one shape, as `Builder` builds them. */
export class ObjectSource {
	readonly lines: string[] = [];
	#variables = 0;

	/** Puts values into variables, and says which members they are for, in documented order. */
	slots(parts: readonly EmittedPart[], views: readonly ObjectView[]): readonly Slot[] {
		const names = new Set([...views.flatMap(({ members }) => [...members.keys()]), ...parts.map(nameOf)]);
		return [...names].flatMap((name) => {
			const own = parts.filter((part) => nameOf(part) === name);
			return own.length === 0 ? [] : [this.#slot(name, own, views)];
		});
	}

	/** Makes the object of its values, and gives the variable that holds it. */
	object(slots: readonly Slot[]): string {
		const object = this.#variable();
		const unsure = slots.findIndex(({ isSure }) => !isSure);
		const sure = unsure < 0 ? slots : slots.slice(0, unsure);
		const members = sure.map(({ name, variable }) => `${memberSource(name)}: ${variable}`).join(", ");
		this.lines.push(`const ${object} = { ${members} };`);
		for (const { name, variable, isSure } of slots.slice(sure.length)) {
			const put = `${target(object, name)} = ${variable};`;
			this.lines.push(isSure ? put : `if (${variable} !== undefined) ${put}`);
		}
		return object;
	}

	/** Puts the value of a part into a variable. */
	variable({ expression, at }: EmittedPart): string {
		const variable = this.#variable();
		if (at !== undefined) this.lines.push(`at = ${jsonSource(at)};`);
		this.lines.push(`const ${variable} = ${expression};`);
		return variable;
	}

	#slot(name: string, parts: readonly EmittedPart[], views: readonly ObjectView[]): Slot {
		const subschemas = views.flatMap((view) => view.members.get(name) ?? []);
		const mayBeNull = subschemas.length === 0 || subschemas.some(takesNull);
		const isRequired = views.every((view) => view.required.has(name));
		const leaf = parts.find(({ tokens }) => tokens.length === 1);
		if (leaf) {
			const isFiller = leaf.isFiller === true;
			return { name, variable: this.variable(leaf), isSure: isRequired || isFiller, mayBeNull, isFiller };
		}
		const deeper = parts.map((part) => ({ ...part, tokens: part.tokens.slice(1) }));
		const variable = this.#inner(this.slots(deeper, subschemas.flatMap(viewsOf)), isRequired, mayBeNull);
		const isFiller = parts.every((part) => part.isFiller);
		return { name, variable, isSure: isRequired, mayBeNull, isFiller };
	}

	/** An object in the object: left out where nothing is in it, unless it has to be there. */
	#inner(slots: readonly Slot[], isRequired: boolean, mayBeNull: boolean): string {
		const object = this.object(slots);
		const filled = slots
			.filter(({ isFiller }) => !isFiller)
			.map(({ variable }) => `${variable} !== undefined`);
		const some = isRequired ? object : `${filled.join(" || ") || "false"} ? ${object} : undefined`;
		const nulls = slots.filter((slot) => !slot.mayBeNull).map(({ variable }) => `${variable} === null`);
		const variable = this.#variable();
		const isNull = mayBeNull && nulls.length > 0 ? `${nulls.join(" || ")} ? null : ` : "";
		this.lines.push(`const ${variable} = ${isNull}${some};`);
		return variable;
	}

	#variable(): string {
		return `x${this.#variables++}`;
	}
}

function nameOf({ tokens }: EmittedPart): string {
	return tokens[0] ?? "";
}
