import type { Block, BlockOptions, ConvertedBlock } from "./block.js";

/** Threads that convert blocks. */
export interface Crew {
	/** How many blocks may be on their way at a time. */
	readonly room: number;
	/** Whether it is ready, and the block is one that another thread can convert. */
	takes(block: Block): boolean;
	/** Converts a block as `convertBlock` does; its lines may be taken away from this thread. */
	convert(block: Block, options: BlockOptions, spares: ArrayBuffer[]): Promise<ConvertedBlock>;
}
