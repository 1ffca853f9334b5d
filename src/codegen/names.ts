/** A type's name from any text: "2021-01" after "Client" is "Client202101", "reply.v2" is "ReplyV2". */
export function pascal(text: string): string {
	const words = text.match(/[A-Za-z0-9]+/g) ?? [];
	const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
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
