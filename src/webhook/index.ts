export { event } from "../clerk/event/index.js";
export { type FastifyScope, fastifyPlugin } from "./adapters/fastify.js";
export { fetchHandler } from "./adapters/fetch.js";
export type { Handler, OnError } from "./adapters/handle.js";
export { expressHandler, type NodeRequest, type NodeResponse, nodeHandler } from "./adapters/node.js";
export { WEBHOOK_ERRORS, WebhookError, type WebhookErrorCode } from "./error.js";
export { clerkEvents, type DataLineage, type DataReader, type Readers } from "./event/readers.js";
export type { EventOf, EventResidue, Receipt, Received } from "./event/receipt.js";
export { type Stored, sentEvent } from "./event/sent-event.js";
export { type Memory, memory } from "./receive/memory.js";
export { receive, receiveBytes } from "./receive/receive.js";
export {
	type Delivery,
	type ReceiveOptions,
	type Receiver,
	type RejectedDelivery,
	receiver,
} from "./receive/receiver.js";
export { REFUSALS, type Refusal, type RefusalCode } from "./receive/refusal.js";
export type { DeliveryHeaders, Family } from "./signature/headers.js";
export type { Secret } from "./signature/secret.js";
export { type SignOptions, sign } from "./signature/sign.js";
export { type StoredDelivery, storedDelivery } from "./signature/stored-delivery.js";
export type { Authentic } from "./signature/verify.js";
