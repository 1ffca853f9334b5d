/** How the program ends; docs/cli.md explains each. */
export const EXIT = {
	fine: 0,
	/** Rejects, invalid records, stale files, incompatible schemas. */
	findings: 1,
	/** Usage, unreadable input, unwritable output, a broken schema or configuration. */
	trouble: 2,
	/** Whether schemas are compatible could not be told. */
	undecided: 3,
	/** A bug in upshape. */
	bug: 70,
	/** As a shell says of a process that a signal ended: 128 and its number. */
	interrupted: 130,
	brokenPipe: 141,
	terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
