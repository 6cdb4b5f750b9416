/** The city profiles that ship with the product, by id. */
import type { Profile } from "../profile";
import { base } from "./base";
import { luan } from "./luan";
import { tongnan } from "./tongnan";

export const profiles: Readonly<Record<"base" | "luan" | "tongnan", Profile>> = { base, luan, tongnan };
