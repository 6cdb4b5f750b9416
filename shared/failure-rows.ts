/**
 * Every failure the product knows: code → kind, retry, HTTP status, what happened, what to do.
 * docs/failures.md is made from this table.
 */
/**
 * `key`: about the key or its certificate, not about what was to be signed: nothing more can be had with this login.
 * `probe`: what somebody who tries doors meets; counted against the address.
 */
type Trait = "key" | "probe";

interface FailureRow {
  readonly kind: "input" | "rule" | "identity" | "network" | "storage" | "trust" | "internal";
  /** `later`: the same request may succeed later. `after-fix`: a person must change something first. `never`. */
  readonly retry: "later" | "after-fix" | "never";
  readonly status: number;
  /** One Chinese sentence: what happened and what is safe. */
  readonly text: string;
  /** One Chinese sentence: what the person can do. */
  readonly next: string;
  readonly traits: readonly Trait[];
}

const row = (
  kind: FailureRow["kind"],
  retry: FailureRow["retry"],
  status: number,
  text: string,
  next: string,
): FailureRow => ({
  kind,
  retry,
  status,
  text,
  next,
  traits: [],
});

const marked = (traits: readonly Trait[], of: FailureRow): FailureRow => ({ ...of, traits });

export const failures = {
  // rights and workflow (requirements §0.5)
  E_PERM: row("rule", "never", 403, "您的岗位没有办理此事的权限。", "请由具备该岗位的人员办理，或联系账号管理负责人。"),
  E_SOD: row(
    "rule",
    "never",
    409,
    "职责须分离：您已参与此稿的其他环节，不能办理本环节。",
    "请由另一位具备岗位的人员办理。",
  ),
  E_STAGE: row("rule", "after-fix", 409, "稿件还不到这一环节，或前面的环节尚未完成。", "请按流程先完成前面的环节。"),
  E_HASH: row("rule", "after-fix", 409, "签名或回执所指的内容与当前内容不一致。", "请重新打开最新内容，核对后再办理。"),
  E_SIGN: marked(["probe"], row("trust", "after-fix", 422, "缺少签名，或签名未通过验证。", "请用本人的证书重新签名。")),
  E_CERT: marked(
    ["key", "probe"],
    row(
      "trust",
      "after-fix",
      403,
      "证书不可用：已过期、未到生效期、不受信任或未绑定本账号。",
      "请更换有效证书，或联系证书管理员。",
    ),
  ),
  E_SMS: marked(
    ["probe"],
    row("identity", "after-fix", 403, "短信验证码不正确或已失效。", "请核对最新一条短信；必要时重新获取验证码。"),
  ),
  E_NET: row(
    "network",
    "after-fix",
    403,
    "当前网络不在政务外网许可范围内，或连接未加密。",
    "请接入电子政务外网后重试。",
  ),
  E_SESSION: marked(
    ["probe"],
    row("identity", "after-fix", 401, "登录已结束或工作站已锁定。稿件仍保存在本机。", "请重新登录。"),
  ),
  E_MACHINE: row(
    "rule",
    "after-fix",
    409,
    "当前内容还没有完成机器校对，或校对之后内容又有改动。",
    "请按 F7 重新校对并处理疑点。",
  ),
  E_FINDING: row("rule", "after-fix", 409, "还有疑点没有处置。", "请逐条采纳、忽略（写明理由）或转人工。"),
  E_SECRET: row(
    "rule",
    "after-fix",
    422,
    "内容含有涉密标志，按规定未保存、未排队、未上报，只留在当前窗口。",
    "请立即删除涉密内容；如属误报，请保密审查员核定。",
  ),
  E_PRIVACY: row("rule", "after-fix", 422, "内容含有未脱敏的个人信息。", "请脱敏，或选择依法豁免的稿件类型。"),
  E_SOURCE: row("rule", "after-fix", 422, "转载稿件没有注明来源。", "请在元数据中填写来源名称、网址和日期。"),
  E_LINK: row("rule", "after-fix", 422, "链接指向不允许引用的网站。", "请删除或更换该链接。"),
  E_META: row("rule", "after-fix", 422, "元数据不完整或格式不符。", "请补齐标红的元数据项。"),
  E_ATTR: row(
    "rule",
    "after-fix",
    422,
    "没有选择信息公开方式，或公开方式与发布操作矛盾。",
    "请在元数据中选择公开方式；不予公开须写明依据。",
  ),
  E_REPO: row("rule", "after-fix", 409, "须先入库、后使用：没有入库的内容不能发布。", "请先办理入库。"),
  E_FORM: row("rule", "after-fix", 422, "必填的内容没有填写完整。", "请补齐后再提交。"),
  E_PROFILE: row(
    "trust",
    "never",
    422,
    "配置文件或更新包没有有效签名，已拒绝使用。",
    "请联系管理员重新下发；原有配置继续有效。",
  ),
  E_POLICY_ABSENT: row(
    "trust",
    "after-fix",
    422,
    "没有找到管理员策略。本机数据未受影响。",
    "请管理员把签名的策略文件和同名的 .sig 文件一起放到规定的位置。",
  ),
  E_POLICY_UNREADABLE: row(
    "trust",
    "after-fix",
    422,
    "管理员策略在，但读不出来。本机数据未受影响。",
    "请管理员检查策略文件的访问权限和磁盘。",
  ),
  E_POLICY_INVALID: row(
    "trust",
    "after-fix",
    422,
    "管理员策略内容有误，没有采用。本机数据未受影响。",
    "请管理员按所列的项改正、重新签名后下发。",
  ),
  E_POLICY_OLD: row(
    "trust",
    "after-fix",
    409,
    "管理员策略比本机已经采用过的旧，没有采用。本机数据未受影响。",
    "请管理员把 serial 加大、重新签名后下发。",
  ),
  E_STATE: row("rule", "after-fix", 409, "目标当前不能使用。", "请刷新后查看最新状态。"),
  E_AUDIT: row("trust", "never", 409, "审计记录不连续，可能被改动。", "请保留现场并联系系统管理员。"),
  E_RETENTION: row("rule", "never", 409, "日志保存不满六个月，不得清除。", "请把截止日期改到六个月以前。"),
  // input
  E_INPUT: marked(
    ["probe"],
    row("input", "never", 400, "收到的数据不符合约定，没有处理。", "请重试；若反复出现，请联系技术支持。"),
  ),
  E_NOT_FOUND: row("input", "never", 404, "没有找到要办理的对象。", "请刷新列表后重试。"),
  E_TOO_DEEP: row("input", "never", 400, "收到的数据嵌套过深或项目过多，没有处理。", "请联系技术支持。"),
  E_BUSY: row("network", "later", 503, "平台正在维护或暂时繁忙，没有办理。稿件仍保存在本机。", "稍后会自动重试。"),
  E_TOO_LARGE: row("input", "after-fix", 413, "内容超过允许的大小，原内容未受影响。", "请拆分或精简后再试。"),
  E_FILE_TYPE: row(
    "input",
    "after-fix",
    422,
    "不支持这种文件，或文件已损坏。",
    "请另存为 docx、html 或 txt 后再导入。",
  ),
  // identity
  E_PIN: marked(
    ["key"],
    row("identity", "after-fix", 403, "证书口令不正确。", "请核对口令后重新输入；程序不会自动重试。"),
  ),
  E_KEY_FILE: row(
    "identity",
    "after-fix",
    422,
    "证书文件无法读取或已损坏。",
    "请重新插入密钥，或向证书管理员申请补发。",
  ),
  E_PIN_LOCKED: marked(
    ["key"],
    row(
      "identity",
      "never",
      403,
      "密钥口令已锁定：错误次数达到密钥的上限。",
      "请携带密钥到证书服务点，按规定解锁或重设口令。",
    ),
  ),
  E_PIN_LAST: marked(
    ["key"],
    row(
      "identity",
      "after-fix",
      409,
      "这是最后一次机会：再错一次，密钥将被锁定。口令还没有试。",
      "请确认口令无误、勾选确认后再办理；不能确定时，先到证书服务点办理解锁。",
    ),
  ),
  E_PIN_FORMAT: marked(
    ["key"],
    row("identity", "after-fix", 422, "口令的长度或字符不符合密钥的规定。", "请按密钥说明重新输入口令。"),
  ),
  E_PIN_EXPIRED: marked(
    ["key"],
    row("identity", "after-fix", 403, "密钥口令已到期，须先修改。", "请用密钥厂商的管理工具修改口令后再用。"),
  ),
  E_MODULE_LOAD: row(
    "identity",
    "after-fix",
    503,
    "密钥驱动没有装好：文件不存在，或与本机架构不符。",
    "请由管理员安装本机架构的驱动，并核对策略中的路径。",
  ),
  E_MODULE_REFUSED: row(
    "trust",
    "after-fix",
    403,
    "密钥驱动不在许可清单内，或文件与登记的不一致，未加载。",
    "请由管理员核对驱动来源，并更新策略中的清单。",
  ),
  E_MODULE_ABI: row(
    "identity",
    "after-fix",
    503,
    "密钥驱动的接口与登记的型号不符，未使用。",
    "请由管理员为该驱动选择正确的型号参数。",
  ),
  E_TOKEN_ABSENT: marked(["key"], row("identity", "after-fix", 404, "没有找到密钥。", "请插入本人的密钥，稍候再试。")),
  E_TOKEN_REMOVED: marked(
    ["key"],
    row("identity", "after-fix", 409, "密钥已拔出，本次操作没有完成，也没有留下签名。", "请重新插入密钥，再办理一次。"),
  ),
  E_TOKEN_LOGIN: marked(["key"], row("identity", "after-fix", 401, "密钥的登录状态已失效。", "请重新输入口令。")),
  E_CANCELLED: marked(["key"], row("identity", "after-fix", 409, "已在密钥或窗口上取消。", "需要时重新办理。")),
  E_KEY_MISSING: marked(
    ["key"],
    row("identity", "after-fix", 404, "密钥中没有与证书对应的签名私钥。", "请改用签名证书，或联系证书管理员补发。"),
  ),
  E_MECHANISM: marked(
    ["key"],
    row("identity", "never", 422, "密钥不支持所需的签名算法。", "请联系证书管理员更换密钥或驱动。"),
  ),
  E_TOKEN_FAULT: row(
    "identity",
    "later",
    502,
    "密钥或驱动报告了错误，本次操作没有完成，也没有留下签名。",
    "请再试一次；仍不成功时拔下密钥重新插入，多次发生请联系管理员检查驱动。",
  ),
  E_TOKEN_TIMEOUT: marked(
    ["key"],
    row(
      "identity",
      "later",
      504,
      "密钥没有按时应答，已停止等待，没有留下签名。",
      "请拔下密钥重新插入后再试；多次发生请联系管理员检查驱动。",
    ),
  ),
  E_SIGNER_CRASHED: marked(
    ["key"],
    row(
      "identity",
      "later",
      503,
      "密钥驱动意外退出，稿件和窗口不受影响，没有留下签名。",
      "可以直接再试一次；多次发生请联系管理员更换驱动。",
    ),
  ),
  E_CERT_EXPIRED: marked(
    ["key", "probe"],
    row("trust", "after-fix", 403, "证书已过期。", "请按证书颁发机构的步骤更新证书。"),
  ),
  E_CERT_EARLY: marked(
    ["key", "probe"],
    row(
      "trust",
      "after-fix",
      403,
      "证书还没有到生效日期。",
      "请核对本机日期；日期无误时，等到生效日期再用，或联系证书管理员。",
    ),
  ),
  E_CERT_CHAIN: marked(
    ["key", "probe"],
    row(
      "trust",
      "after-fix",
      403,
      "证书链不完整：缺少签发者的证书。",
      "请安装证书机构提供的完整证书链，或联系证书管理员。",
    ),
  ),
  E_CERT_NOT_CA: marked(
    ["key", "probe"],
    row("trust", "never", 403, "签发者不是证书签发机构，证书不可信。", "请停止使用该证书，联系证书管理员核查来源。"),
  ),
  E_CERT_PATH: marked(
    ["key", "probe"],
    row("trust", "never", 403, "证书链超过允许的层数。", "请联系证书管理员换发证书。"),
  ),
  E_CERT_EXTENSION: marked(
    ["key", "probe"],
    row("trust", "never", 403, "证书含有无法识别的关键扩展，按规定不能使用。", "请联系证书管理员换发证书。"),
  ),
  E_CERT_SIGNATURE: marked(
    ["key", "probe"],
    row(
      "trust",
      "never",
      403,
      "证书上签发机构的签名不成立，证书可能被改动。",
      "请停止使用该证书，联系证书管理员核查来源。",
    ),
  ),
  E_CERT_WEAK: marked(
    ["key", "probe"],
    row(
      "trust",
      "never",
      403,
      "证书的算法不受支持，或密钥强度不足。",
      "请联系证书管理员换发 RSA 2048 位、P-256 或 SM2 证书。",
    ),
  ),
  E_CMS_FORM: row("trust", "after-fix", 422, "签名数据格式不正确，没有采用。", "请用本人的证书重新签名。"),
  E_CMS_ATTRIBUTES: row(
    "trust",
    "after-fix",
    422,
    "签名缺少必需的签名属性，或属性不合规定。",
    "请用本工作站重新签名。",
  ),
  E_CMS_SIGNER: row(
    "trust",
    "after-fix",
    422,
    "签名没有附上签名人的证书，或所附证书与签名所指的不符。",
    "请用本人的证书重新签名。",
  ),
  E_CERT_REVOKED: marked(
    ["key", "probe"],
    row("trust", "never", 403, "证书已被吊销。", "请停止使用该密钥，联系证书管理员补发。"),
  ),
  E_CERT_USAGE: marked(
    ["key", "probe"],
    row(
      "trust",
      "after-fix",
      403,
      "证书的用途不符：加密证书、机构证书不能用来签名和登录。",
      "请选择同一密钥中的签名证书。",
    ),
  ),
  E_CERT_UNBOUND: marked(
    ["key", "probe"],
    row("trust", "after-fix", 403, "证书没有绑定到本账号。", "请使用本人登记的密钥，或联系账号管理负责人绑定。"),
  ),
  E_REVOCATION: row(
    "trust",
    "later",
    503,
    "无法确认证书是否被吊销，本次没有办理。",
    "请检查到平台的网络后重试；稿件仍可离线编辑。",
  ),
  E_CLOCK: row("identity", "after-fix", 409, "本机时间与平台相差过大。", "请校准本机的日期和时间后重试。"),
  E_DORMANT: row(
    "identity",
    "after-fix",
    403,
    "账号因长期未登录已停用或收回。",
    "请向账号管理负责人说明原因，由其恢复后再登录。",
  ),
  E_EXPIRED: row(
    "identity",
    "never",
    403,
    "账号的授权或合同已到期，登录已结束。",
    "如需继续使用，请联系账号管理负责人。",
  ),
  E_PWD: row("identity", "after-fix", 422, "口令不符合本市规定。", "请按提示更换口令。"),
  E_LEASE: row(
    "identity",
    "after-fix",
    403,
    "本机的离线使用期已过，内容仍加密保存在本机，未改动。",
    "请接入电子政务外网登录一次，即可继续离线使用。",
  ),
  E_DEVICE_REFUSED: row(
    "identity",
    "never",
    403,
    "管理员已停用这台工作站，本机加密内容不再打开，也没有删除。",
    "请联系账号管理负责人；恢复后须联网重新登录。",
  ),
  E_PROOF: row("identity", "after-fix", 401, "会话证明不成立：请求可能被转发或重放。", "请重新登录。"),
  E_KEYCHAIN_INSECURE: row(
    "storage",
    "after-fix",
    503,
    "系统钥匙串不能安全保存密钥，未使用。",
    "请由管理员启用系统钥匙串；在此之前用密钥或口令解锁。",
  ),
  E_SMS_GATEWAY: row(
    "network",
    "later",
    503,
    "短信通道暂时不可用，验证码没有发出。",
    "请稍候重新获取；多次失败请联系管理员。",
  ),
  E_CHALLENGE: marked(["probe"], row("identity", "later", 403, "登录挑战已失效或已使用。", "请重新登录。")),
  // administrators' pages
  E_ADMIN_ENTRY: marked(
    ["probe"],
    row(
      "identity",
      "after-fix",
      403,
      "进入码不正确，或已超过一分钟、已经用过。",
      "请在工作站的“设置”里重新打开系统管理。",
    ),
  ),
  E_ADMIN_SESSION: row(
    "identity",
    "after-fix",
    401,
    "管理页面的登录已结束：超过十五分钟没有操作、工作站退出登录，或账号有变动。",
    "请在工作站的“设置”里重新打开系统管理。",
  ),
  E_ADMIN_FORM: row(
    "trust",
    "after-fix",
    403,
    "这次提交不是从本次打开的管理页面发出的，没有办理。",
    "请重新打开该页，再办理一次。",
  ),
  E_CONFIRM: row(
    "identity",
    "after-fix",
    403,
    "办理此事须先用短信验证码确认是本人，尚未办理。",
    "请在管理页面顶部获取并输入验证码，十分钟内有效，然后再办理一次。",
  ),
  E_BROWSER: row(
    "input",
    "after-fix",
    503,
    "没有找到可以打开管理页面的浏览器。",
    "请由管理员在本机安装 Chromium、Chrome 或 Edge，然后再试。",
  ),
  E_LIMIT: row("identity", "later", 429, "尝试次数过多，已暂时限制。", "请稍候再试。"),
  E_VAULT: row(
    "storage",
    "after-fix",
    422,
    "本机加密存储打不开：口令不对，或密钥与存储不匹配。",
    "请使用建立该存储时的证书与口令。",
  ),
  E_KEYCHAIN_LOCKED: row(
    "storage",
    "after-fix",
    503,
    "系统钥匙串被锁定，或其中的密钥已被删除，存储未改动。",
    "请解锁系统钥匙串后重试；确已删除的，请用密钥打开存储。",
  ),
  E_KEYCHAIN: row("storage", "after-fix", 503, "系统钥匙串不可用或被锁定，存储未改动。", "请解锁系统钥匙串后重试。"),
  E_APP_PIN: row(
    "identity",
    "after-fix",
    403,
    "应用口令不正确。",
    "请核对应用口令后重新输入；连续十次不正确，它将被停用，届时用密钥打开。",
  ),
  E_APP_PIN_GONE: row(
    "identity",
    "after-fix",
    403,
    "应用口令因连续十次不正确已停用，稿件仍完整加密保存在本机。",
    "请用密钥打开，再设新的应用口令；密钥打不开时请申请恢复。",
  ),
  E_APP_PIN_NEEDED: row(
    "identity",
    "after-fix",
    409,
    "这张证书的密钥不能单独保护本机存储，需要应用口令。",
    "请输入应用口令；第一次使用时请设定一个。",
  ),
  E_APP_PIN_WEAK: row(
    "identity",
    "after-fix",
    422,
    "这个应用口令不能用。",
    "请换一个：至少六位，不与密钥口令相同，也不是连续或重复的字符。",
  ),
  E_ENVELOPE: marked(
    ["key"],
    row(
      "storage",
      "after-fix",
      422,
      "密钥没有解开本机存储的信封，信封可能已损坏。稿件仍完整加密保存在本机。",
      "设有应用口令的，请连同应用口令再打开一次，信封会重新建立；没有的请申请恢复。",
    ),
  ),
  E_ENVELOPE_KEY: marked(
    ["key"],
    row(
      "storage",
      "after-fix",
      409,
      "本机存储封给了另一副加密密钥：这个密钥的加密证书已更换，或插入的是另一个密钥。稿件仍完整加密保存在本机。",
      "请插入原来的密钥；设有应用口令的，请连同应用口令再打开一次，之后改用新的加密证书；都没有时请申请恢复。",
    ),
  ),
  E_SLOT_LAST: row(
    "rule",
    "after-fix",
    409,
    "这是打开本机存储的最后一种方式，没有移除。",
    "请先增加另一种打开方式，再移除它。",
  ),
  E_RECOVERY: row(
    "rule",
    "later",
    409,
    "恢复申请还没有被批准，或与本机存储不符。稿件仍完整加密保存在本机。",
    "请联系系统管理员办理批准，批准后再试。",
  ),
  // storage
  E_JOURNAL: row(
    "storage",
    "later",
    500,
    "本机日志写入失败，最近的输入尚未落盘。",
    "请不要关闭窗口；检查磁盘空间后会自动重试。",
  ),
  E_STORE_NEWER: row(
    "storage",
    "never",
    422,
    "本机存储由更新的版本写入，本程序没有打开，也没有改动任何内容。",
    "请安装与该存储相同或更新的版本；升级前的快照可由旧版打开。",
  ),
  E_JOURNAL_AWAY: row(
    "storage",
    "after-fix",
    422,
    "存放本机日志的磁盘没有接上，存储没有打开，也没有改动任何内容。",
    "请接上策略指定的磁盘后重试；位置有变时请联系系统管理员。",
  ),
  E_BACKUP: row("storage", "after-fix", 422, "备份没有通过核验。", "请换用另一份备份，或检查备份所在的磁盘。"),
  E_BACKUP_KEY: row(
    "storage",
    "after-fix",
    422,
    "本市的信任锚没有恢复公钥，备份在别的机器上将无法打开，因此没有备份。",
    "请联系系统管理员在信任锚中登记恢复公钥，再解锁一次。",
  ),
  E_JOURNAL_DAMAGED: row(
    "storage",
    "never",
    500,
    "本机日志部分损坏，其余内容已恢复，损坏的文件已另存。",
    "请在“同步”页核对恢复结果。",
  ),
  E_INDEX_DAMAGED: row(
    "storage",
    "never",
    500,
    "本机索引损坏，已改由日志重建，原文件已保留。",
    "请在“同步”页核对恢复结果。",
  ),
  E_ATTACHMENT: row(
    "storage",
    "after-fix",
    422,
    "附件在本机的两处存储都已损坏或缺失，平台上也还没有。稿件文字不受影响。",
    "请删除此附件，从原文件重新添加。",
  ),
  E_DISK: row(
    "storage",
    "after-fix",
    507,
    "磁盘空间不足，工作站已转为只读保护，已保存的内容不受影响。",
    "请清理磁盘空间；空间恢复后自动继续，无需重启。",
  ),
  // start
  E_DATA_FOLDER: row(
    "storage",
    "after-fix",
    500,
    "数据文件夹不能写入，工作站没有启动；其中的内容没有改动。",
    "请管理员检查该文件夹的权限、磁盘是否只读、配额是否用完，再重新启动工作站。",
  ),
  E_START_DISK: row(
    "storage",
    "after-fix",
    507,
    "磁盘已满，工作站没有启动；已保存的内容没有改动。",
    "请在数据所在的盘上腾出 200 MB 以上，再重新启动工作站。",
  ),
  E_DEBUGGING: row(
    "internal",
    "after-fix",
    403,
    "检测到调试开关，或会载入其他代码、放宽校验的设置，锁定版工作站没有启动。",
    "请去掉括号里的开关或环境变量，从桌面图标启动；不知来历时请报告管理员。",
  ),
  // network
  E_OFFSET: row("input", "later", 409, "上传的位置与平台已收到的不一致，没有写入。", "会自动从平台已收到的位置继续。"),
  E_CHECKSUM: row("input", "later", 460, "上传的一段在途中有差错，没有写入。", "会自动重新发送这一段。"),
  E_BLOBS: row(
    "storage",
    "later",
    502,
    "平台的附件库暂时不可用，附件仍保存在本机。",
    "稍后会自动重试；多次发生请联系管理员。",
  ),
  E_OFFLINE: row(
    "network",
    "later",
    503,
    "网络已断开。稿件已保存在本机，恢复后自动上报。",
    "可以继续写稿；网络恢复后自动继续。",
  ),
  E_SERVER: row("network", "later", 502, "平台暂时没有正常应答。稿件已保存在本机。", "稍后会自动重试。"),
  E_CONFLICT: row(
    "rule",
    "after-fix",
    409,
    "平台上的稿件已有新的版本，您的版本仍完整保存在本机。",
    "请对照两个版本后再决定。",
  ),
  E_FOREIGN: row(
    "trust",
    "after-fix",
    502,
    "应答来自另一个城市或另一个平台，没有采用，也没有上报。本机内容未受影响。",
    "请核对网络和平台地址；仍出现时请联系系统管理员。",
  ),
  E_NEWER: row(
    "input",
    "later",
    502,
    "平台的这份数据由更新的版本写成，本机版本还读不了，已原样封存，其余不受影响。",
    "请更新工作站程序；更新后自动重新读取。",
  ),
  E_IDEMPOTENCY: row("input", "never", 422, "同一操作编号收到了不同的内容。", "请保留本机内容并联系技术支持。"),
  E_RECEIPT: row("trust", "later", 502, "平台回执未通过核验，不能视为已上报。", "内容仍在本机，稍后会重新核对。"),
  // evidence
  E_PACK: row("trust", "never", 422, "证据包损坏或格式不符。", "请向提供者索取完整的证据包。"),
  E_ANCHOR: marked(["key"], row("trust", "never", 422, "证据包不是由已固定的城市根证书签发。", "请核对根证书指纹。")),
  // lexicon packs (R17)
  E_LEXICON: row(
    "trust",
    "never",
    422,
    "词库包损坏或格式不符，没有装入，原有词库继续有效。",
    "请向下发单位索取完整的词库包。",
  ),
  E_LEXICON_SIGN: row(
    "trust",
    "never",
    422,
    "词库包没有有效签名，没有装入，原有词库继续有效。",
    "请核对来源，由管理员重新签发。",
  ),
  E_LEXICON_OLD: row(
    "trust",
    "never",
    409,
    "词库包的版本不比现有的新，没有装入。",
    "请取得更新的版本；确需退回旧版请用“退回上一版”。",
  ),
  E_LEXICON_EXPIRED: row(
    "trust",
    "never",
    422,
    "词库包已过有效期，没有装入，原有词库继续有效。",
    "请由管理员更新名单、重新签发。",
  ),
  E_LEXICON_TEST: row(
    "trust",
    "never",
    422,
    "词库包没有通过自检，没有装入，原有词库继续有效。",
    "请把自检结果交给词库的编制人员。",
  ),
  // updates (L7, BD-3)
  E_VERSION: row(
    "rule",
    "after-fix",
    426,
    "工作站版本低于本市要求的最低版本，不能登录。本机内容完好，仍可离线编辑。",
    "请先更新工作站；自动更新没有到来时，请管理员用离线更新包安装。",
  ),
  E_UPDATE_OLD: row(
    "trust",
    "never",
    409,
    "更新源给出的发布单比本机见过的旧，没有采用，现有版本继续使用。",
    "请管理员核对更新源是否被换成旧的内容。",
  ),
  E_UPDATE_DOWNGRADE: row(
    "trust",
    "never",
    409,
    "更新源给出的版本比现有的旧，又没有签名的回退令，没有采用。",
    "确需退回旧版时，请管理员签发回退令。",
  ),
  E_UPDATE_KEY: row(
    "trust",
    "never",
    422,
    "更新由已到期或已停用的密钥签名，没有采用，现有版本继续使用。",
    "请管理员用现行密钥重新签发。",
  ),
  E_UPDATE_OTHER: row(
    "trust",
    "after-fix",
    422,
    "更新不适用于本机，没有采用，现有版本继续使用。",
    "请管理员核对更新源与本机的版本形态、系统和架构。",
  ),
  E_UPDATE_FEED: row(
    "trust",
    "after-fix",
    502,
    "更新源的内容读不懂或自相矛盾，没有采用，现有版本继续使用。",
    "请管理员重新生成更新源，或核对代理服务器。",
  ),
  E_UPDATE_BROKEN: row(
    "trust",
    "later",
    422,
    "更新文件与发布单不符：可能没有下完，或被改动。文件已丢弃，现有版本继续使用。",
    "稍后会重新下载；多次发生请管理员核对更新源。",
  ),
  E_UPDATE_SPACE: row(
    "storage",
    "after-fix",
    507,
    "磁盘空间不够装入新版本，已下载的部分已清理。现有版本继续使用，稿件没有改动。",
    "请清理磁盘后在“设置”的“更新”里重新检查。",
  ),
  // shell
  E_FOREIGN_SENDER: row("internal", "never", 403, "请求不是来自本工作站的窗口，已拒绝。", "请只使用工作站自身的窗口。"),
  E_LOCKED: row("identity", "after-fix", 423, "工作站已锁定。", "请插入密钥并输入口令解锁。"),
  E_INTERNAL: row(
    "internal",
    "later",
    500,
    "程序出现意外错误，稿件仍保存在本机。",
    "请重试；若反复出现，请导出诊断信息。",
  ),
} as const satisfies Record<string, FailureRow>;
