/** Where documents are read from. Its paths are absolute, in its own terms, with "/" between folders. */
export interface Origin {
	/** The path of a file that a person names. */
	pathOf(name: string): string;
	/** What a person calls the file of a path. */
	nameOf(path: string): string;
	/** The bytes of a file; undefined if there is none; throws a SchemaError if they can't be had. */
	read(path: string): Promise<Uint8Array | undefined>;
	/** The file itself, if the path is one, or all files below the folder that it is; none if it is neither. */
	list(path: string): Promise<readonly string[]>;
	/** Whether the file is that one, or in that folder, whatever leads to it. */
	isOn(path: string, shelf: string): Promise<boolean>;
}
