/** Each is a page's state that a journey takes (docs/portal.md, "Pictures of the help"). */
export const walkPictures = [
  'upload-choose',
  'upload-faulty',
  'upload-good',
  'upload-receipt-faulty',
  'repair',
  'source-unregistered',
  'source-papers',
  'source-test',
  'source-confirm',
  'source-overview',
  'source-repair',
] as const;
export type WalkPicture = (typeof walkPictures)[number];

export type Step = {
  /** The anchor of the step in the address. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly picture?: { readonly name: WalkPicture; readonly shows: string };
  /** Where the step is done. */
  readonly page?: { readonly to: string; readonly name: string };
};

export type Walk = {
  readonly id: 'excel' | 'service' | 'database';
  readonly title: string;
  /** For whom, by the table of annex 4. */
  readonly lead: string;
  readonly steps: readonly Step[];
};

const sources = { to: '/sources', name: '打开数据源' };
const datasets = { to: '/datasets', name: '打开信息资源' };

const excel: Walk = {
  id: 'excel',
  title: '用 Excel 报送',
  lead: '适合没有业务系统，或者使用垂直部门业务系统的部门。',
  steps: [
    {
      id: 'template',
      title: '登录平台，下载模板',
      text: '用本部门账号登录，在“信息资源”中打开要报送的一项，点“报送数据”，再点“下载模板”。模板由目录生成：必填列有标记，代码项有下拉列表，工作表“填写说明”逐列解释。请先选好报送方式：增量只新增和变更，全量就是全部数据，文件中没有的记录会被移除。',
      picture: { name: 'upload-choose', shows: '报送页：选择报送方式、下载模板、选择工作簿' },
      page: datasets,
    },
    {
      id: 'fill',
      title: '填充数据',
      text: '把数据填在工作表“数据”中，每行一条，不要改动表头。身份证号、编号等列已设为文本格式，请从业务表中按值粘贴，避免号码被 Excel 改成数字。',
    },
    {
      id: 'check',
      title: '选择文件，先在本机检查',
      text: '把填好的文件拖进报送页。平台的检查规则就在您的电脑上运行，点“报送”之前，数据不离开本机。每个问题都写明单元格和处理办法，在 Excel 中改好后重新选择文件；也可以先报送合格的行。',
      picture: { name: 'upload-faulty', shows: '检查结果：两行不合格，列出单元格、信息项和问题' },
    },
    {
      id: 'send',
      title: '报送',
      text: '检查完成后点“报送”，按钮上写着将报送多少条。文件没有送完时，重新打开本页、选择同一个文件，会接着传。',
      picture: { name: 'upload-good', shows: '检查完成、没有问题，可以报送' },
    },
    {
      id: 'receipt',
      title: '看回执',
      text: '数量总是对得上：读取 = 新增 + 变更 + 未变 + 退回。退回的行不影响合格的行入库。可以下载批注文件，有问题的单元格已着色并加批注；另有一个文件只含退回的行。',
      picture: { name: 'upload-receipt-faulty', shows: '回执：各项数量、问题清单和可下载的文件' },
      page: { to: '/deliveries', name: '打开报送' },
    },
    {
      id: 'repair',
      title: '改正退回的行',
      text: '从“我的工作”打开有退回行的报送，点“改正退回的行”，直接在网页上改，边改边检查；改好后只送这些行。',
      picture: { name: 'repair', shows: '改正页：只列出退回的行，有问题的格子已标出' },
      page: { to: '/', name: '打开我的工作' },
    },
    {
      id: 'keep',
      title: '验收和及时更新',
      text: '第一次报送处于试运行，信息中心验收后正式挂接，各部门才能看到。以后请按更新周期报送，快到期时“我的工作”会提醒。',
    },
  ],
};

const service: Walk = {
  id: 'service',
  title: '用服务接口',
  lead: '适合有业务系统、能够提供查询接口的部门；业务系统与平台保持隔离。',
  steps: [
    {
      id: 'papers',
      title: '取对接单，交给程序员',
      text: '在“数据源”中打开这项信息资源的服务接口，在“给程序员的文件”页下载对接单：写明要提供哪些信息项、格式、分页和鉴权办法。',
      picture: { name: 'source-papers', shows: '数据源的“给程序员的文件”页：下载对接单' },
      page: sources,
    },
    {
      id: 'register',
      title: '提供接口地址和调用文档',
      text: '程序员把接口地址、参数、分页办法和每个信息项取自应答的哪一处登记到平台，密钥另行填写，登记后任何人都看不到。登记的写法见“接口说明”。',
      page: { to: '/sources', name: '打开数据源' },
    },
    {
      id: 'test',
      title: '测试调用',
      text: '在“与目录的对应”页点“测试调用”：平台真正调用一次接口，逐项写明已对应、没有对应、各行都没有值或者有值不符合要求。必填项须全部对应，才能确认；个别不合格的行以后会退回。测试不入库。',
      picture: { name: 'source-test', shows: '测试结果：接口应答与目录信息项逐项对应' },
    },
    {
      id: 'confirm',
      title: '信息中心确认获取成功',
      text: '测试通过后，信息中心核对并确认，双方各得一份回执；确认以后平台按时间表读取。',
      picture: { name: 'source-confirm', shows: '信息中心确认数据源，写明确认以后会发生什么' },
    },
    {
      id: 'run',
      title: '保障接口正常运行',
      text: '数据源的“运行状况”用一句话说明是否正常。连续失败时“我的工作”会提醒，并写明是网络、鉴权还是应答的问题；排除以后，平台到下一次时间会再读取；急用时请信息中心点“立即读取”。',
      picture: { name: 'source-overview', shows: '数据源的运行状况：最近一次读取的结果和待改正的行' },
    },
    {
      id: 'repair',
      title: '改正退回的行',
      text: '不符合目录要求的行列在“退回行”中。请尽量在业务系统中改正；也可以在页面上改正并重放。',
      picture: { name: 'source-repair', shows: '在页面上改正一行并重放' },
    },
  ],
};

const database: Walk = {
  id: 'database',
  title: '用数据库表（前置库）',
  lead: '适合有业务系统、已接入政务外网，能够把数据推送到本部门前置库的部门。',
  steps: [
    {
      id: 'papers',
      title: '获取前置库信息',
      text: '在“数据源”中打开这项信息资源的前置库，下载建表脚本和账号授权脚本：表和列由目录生成，平台只用只读账号。脚本交给管理前置库的程序员运行。',
      picture: { name: 'source-unregistered', shows: '还没有登记的前置库：下载建表脚本和账号授权脚本' },
      page: sources,
    },
    {
      id: 'push',
      title: '把数据推送到前置库',
      text: '程序员按脚本建表，由业务系统把数据写进去。更新时间由脚本中的触发器填写，平台据此只读取新增和变更；不再有效的行请标记为 D，不要从表中删掉。',
    },
    {
      id: 'test',
      title: '登记并测试',
      text: '程序员把前置库的地址、库名和账号登记到平台，写法见“接口说明”；登记后在“与目录的对应”页点“测试调用”：平台连接前置库，逐列核对类型、主键、字符集和时区，写明要改什么。图中以服务接口为例，前置库的页面与它相同。',
      picture: { name: 'source-test', shows: '测试结果：逐项对应，写明缺少什么' },
    },
    {
      id: 'confirm',
      title: '信息中心确认推送成功',
      text: '测试通过后，信息中心确认，双方各得一份回执；以后平台按时间表读取前置库。',
      picture: { name: 'source-confirm', shows: '信息中心确认数据源，写明确认以后会发生什么' },
    },
    {
      id: 'update',
      title: '及时更新',
      text: '请业务系统按更新周期推送。数据源的“运行状况”写明最近一次读到多少、退回多少；超过更新期限时“我的工作”会提醒。',
      picture: { name: 'source-overview', shows: '数据源的运行状况：最近一次读取的结果和待改正的行' },
    },
  ],
};

/** The three ways of annex 4, in its order of effort for a department without a programmer. */
export const walks: readonly Walk[] = [excel, service, database];
