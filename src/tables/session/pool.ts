/** What a table's run needs of a `pg` Pool: one is handed in as it is. */
export interface TablePool {
	connect(): Promise<TableClient>;
}

/** One connection of the pool. */
export interface TableClient {
	/** Without values, the text may hold several statements. */
	query(query: TableQuery): Promise<{ readonly rows?: readonly unknown[] }>;
	/** Gives it back; with an error, it is closed instead. */
	release(error?: Error | boolean): void;
	/** The server process that the connection leads to, as the server said; statements are prepared where it is so. */
	readonly processID?: number | null;
	on?(event: "error", listener: (error: Error) => void): unknown;
	off?(event: "error", listener: (error: Error) => void): unknown;
}

/** A statement as `pg` takes it; with a name, the connection prepares it once. */
export interface TableQuery {
	readonly text: string;
	readonly values: (string | Uint8Array | null)[];
	readonly name?: string;
	readonly rowMode: "array";
	/** Values stay the text that the server sent, whatever parsers the program has set. */
	readonly types: { getTypeParser(): (value: unknown) => unknown };
}

/** A row as the server's text: null, or a string. */
export type TextRow = readonly (string | null)[];
