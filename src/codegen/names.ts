/**
 * A type's name from any text: "2021-01" after "Client" is "Client202101", "reply.v2" is "ReplyV2", "größe" is "Größe".
 */
export function pascal(text: string): string {
	const words = text.normalize("NFC").match(/(?:(?!_)\p{ID_Continue})+/gu) ?? [];
	const joined = words.map(([first = "", ...rest]) => first.toUpperCase() + rest.join("")).join("");
	// json-schema-to-typescript writes a letter after a digit large; a name must come out as it went in.
	return joined.replace(/\d[a-z]/g, (pair) => pair.toUpperCase());
}

/** A constant's name from a type's name: "ClientV1" is "clientV1". */
export function constant(typeName: string): string {
	return typeName.charAt(0).toLowerCase() + typeName.slice(1);
}

/** A declared property's name as JavaScript would write it: session_ids is sessionIds. */
export function camel(name: string): string {
	return name.replace(/(?<=[^_])_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The name, or the name with the first free number behind it; and takes it. */
export function unused(name: string, taken: Set<string>): string {
	let free = name;
	for (let number = 2; taken.has(free); number++) free = `${name}_${number}`;
	taken.add(free);
	return free;
}

// What json-schema-to-typescript takes for a name, and no schema's name is likely to be.
const STAND_IN = "UpshapeNamed";

/** Names of letters that are not ASCII's, for a tool that would take the letters away, and back again. */
export class StandIns {
	readonly #names: string[] = [];

	/** The name, or what stands for it. */
	of(name: string): string {
		if (/^[\w$]*$/.test(name)) return name;
		const known = this.#names.indexOf(name);
		const index = known < 0 ? this.#names.push(name) - 1 : known;
		// A letter after a digit would not stay as it is.
		return `${STAND_IN}${String(index).replace(/\d/g, (digit) => "ABCDEFGHIJ"[Number(digit)] ?? "")}`;
	}

	/** The text with the names themselves. */
	restore(text: string): string {
		return text.replace(new RegExp(`\\b${STAND_IN}([A-J]+)\\b`, "g"), (whole, letters: string) => {
			const index = letters.replace(/[A-J]/g, (letter) => String("ABCDEFGHIJ".indexOf(letter)));
			return this.#names[Number(index)] ?? whole;
		});
	}
}
