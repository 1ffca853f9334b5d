/** Something in the house that is not as it should be. */
export interface Finding {
	/** What an exception to the rule would name: a folder, a name, a cycle. */
	readonly key: string;
	/** A file, with its line where there is one, or a folder. */
	readonly place: string;
	readonly problem: string;
}
