/** The settings as fields, out of their one schema. */
import { settingsSchema } from "../../main/engine/api.ts";
import { formFields } from "../inspector/form-fields.ts";

export const settingsFields = formFields(settingsSchema);
