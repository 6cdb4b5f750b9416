/** The city profiles that ship with the product, by id. */
import type { Profile } from "../profile";
import { base } from "./base";
import { luan } from "./luan";
import { nanchong } from "./nanchong";
import { nanyang } from "./nanyang";
import { tongnan } from "./tongnan";
import { xunyang } from "./xunyang";

export type ProfileId = "base" | "luan" | "nanchong" | "nanyang" | "tongnan" | "xunyang";

export const profiles: Readonly<Record<ProfileId, Profile>> = { base, luan, nanchong, nanyang, tongnan, xunyang };
