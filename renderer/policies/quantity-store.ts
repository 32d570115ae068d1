/** Which quantity is drawn, remembered; one that a run does not have gives way to its first. */
import { z } from "zod";
import { create } from "zustand";
import { recall, remember } from "../app/memory.ts";

const KEY = "policy-quantity";
const quantitySchema = z.string().nullable().catch(null);

export const useQuantity = create<{ quantity: string | null }>(() => ({ quantity: quantitySchema.parse(recall(KEY)) }));
useQuantity.subscribe(({ quantity }) => remember(KEY, quantity));
