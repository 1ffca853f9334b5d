/** Where a run's bytes go. They may be used again as soon as the write has ended. */
export interface Sink {
	write(bytes: Uint8Array): Promise<void>;
}
