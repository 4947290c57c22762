"""The shapes of clauses that tell a demand from a report, a purpose, a habit or an appointment."""

from __future__ import annotations

import re

from indexer.extraction.directives.givers import Giver
from indexer.extraction.directives.scene import Demand
from indexer.extraction.directives.words import rank_of, words_of
from indexer.extraction.places.provinces import is_place
from indexer.extraction.words import even

# "các văn bản đã ban hành", "kết quả đã đạt được", "tài khoản đã được Sở cấp": which one, not what was done.
WHICH = re.compile(
    r"(?:đã|đang) (?:và đang|thi công|chết|hết|hư hỏng|xuống cấp|lưu thông|sinh sống|sinh hoạt|công tác|"
    r"ban hành|đạt được|đề ra|cam kết|ký|có(?! (?:công văn|văn bản))|nêu|đăng ký|giao|"
    r"phê duyệt|xây dựng|đầu tư|công bố|thống nhất|hoàn thành|làm|rõ|"
    r"được (?:[\w&]+ ){0,8}?(?:cấp|giao|duyệt|phê duyệt|ban hành|"
    r"phân công|đầu tư|công bố|xác định|trang bị|hướng dẫn|đề ra|nêu|chỉ ra|ký|quy định))(?!\w)"
)
# Advice to everybody is no directive.
PUBLIC = (
    "người dân",
    "nhân dân",
    "bà con",
    "khách hàng",
    "người tiêu dùng",
    "mọi người",
    "người sử dụng",
    "mọi tổ chức",
    "các hộ dân",
    "các hộ gia đình",
    "các hộ nghèo",
    "các hộ cận nghèo",
    "các hộ kinh doanh",
    "hộ nghèo",
)
# What two sides need is agreed, not demanded.
BETWEEN_EQUALS = ("hai bên", "hai nước", "hai thành phố", "hai cơ quan", "hai ngành")
EQUALS = re.compile(r"(?<!\w)hai (?:bên|nước|thành phố|cơ quan) (?:cần|phải|tiếp tục|cùng|sẽ)(?!\w)")
# A demand that goes upwards: the rest of its sentence is not read for others.
REFUSED = Demand(None, "")

TELLING = frozenset(
    {"cho biết", "thông tin", "thông báo", "trao đổi", "chia sẻ", "nói", "giải đáp", "cảm ơn", "tiếp thu", "bày tỏ",
     "mong muốn", "hứa"}
)  # fmt: skip
BODIES_MAY = frozenset({"nhấn mạnh", "kết luận", "nêu rõ", "chỉ rõ", "nêu", "đánh giá", "ghi nhận", "thống nhất"})
REPORTS_AT_START = re.compile(
    r"(?:báo cáo|tham luận|thảo luận|tham gia thảo luận|trả lời|đại diện (?:các|cho)|thay mặt (?:các|cán bộ|"
    r"đơn vị|tập thể)|"
    r"theo báo cáo|phát biểu tiếp thu|phát biểu nhận nhiệm vụ|đáp từ|tại phiên thảo luận)(?!\w)"
)
# Each begins with a letter of its own, so that the search looks for letters, not for borders of words.
NOT_OFFICIAL = re.compile(r"(?:chúng tôi|thưa ông|thưa bà|theo ông,|tôi nghĩ|tôi cho rằng)(?!\w)")
NARRATES = re.compile(
    r"\W{0,8}(?:dự kiến|hằng ngày|hàng ngày|hằng năm|hàng năm|qua đó|từ đó|nhờ đó|nhờ vậy|theo đó,? đã|trước đó|"
    r"kết quả)(?!\w)"
)
ISSUED = (
    "văn bản",
    "công văn",
    "chỉ thị",
    "kế hoạch",
    "công điện",
    "thông báo",
    "quyết định",
    "hướng dẫn",
    "thông tri",
)
# What a body issues or approves, never what it merely "has" or "draws up"; programmes are left out (but not those "of
# action"), as they mostly say what the body means to do itself.
SCHEMES = ("đề án", "nghị quyết", "chương trình hành động")
ISSUES = re.compile(
    r"(?<!\w)(?:(?:xây dựng|soạn thảo) và ban hành|ban hành|có|ký ban hành|gửi|phát hành|ký|xây dựng) "
    r"(?:các |ngay |khẩn )?"
    rf"(?:{'|'.join(ISSUED)})"
    r"(?! (?:trả lời|xác nhận|chấp thuận|từ chối))(?!\w)|"
    rf"(?<!\w)(?:ban hành|phê duyệt) (?:{'|'.join(SCHEMES)})(?! (?:phối hợp|hợp tác|khung))(?!\w)"
)
# A document cited as the source of what is told: "là mục tiêu được đề ra trong Kế hoạch số ...".
CITES = re.compile(
    r"(?<!\w)(?:đặt ra|đề ra|nêu rõ|nêu|nội dung|nội dung cơ bản|yêu cầu|chỉ đạo|giải pháp|mục tiêu|xác định|phát động|"
    r"quy định|công bố|thể hiện)"
    r"(?: \w+){0,4} (?:trong|tại|của) (?:các )?(kế hoạch|công văn|chỉ thị|hướng dẫn|văn bản|công điện) (?:số )?\d+"
)
SENT = re.compile(r"(?<!\w)gửi (?:tới |đến |cho )?")
OWNER = re.compile(r"(?<!\w)(?:của|do) ")
GOES_WITH = re.compile(r"(?:theo đó|bên cạnh đó|đồng thời|cụ thể|ngoài ra|trong đó|cũng trong)(?!\w)")
# What a regulation sets is what the law asks of everybody it concerns, no demand of the day.
REGULATES = re.compile(
    r"(?<!\w)(?:ban hành|về|phê duyệt|về việc|quy định) (?:bản )?(?:quy chế|quy định|điều lệ|quy hoạch|"
    r"sửa đổi|thành lập|xử phạt|khen thưởng|bổ nhiệm|công nhận|kiện toàn)(?!\w)|(?<!\w)xử phạt(?!\w)"
)
# Law in force binds everybody it concerns: who makes it known demands nothing by retelling it.
LAWS = ("thông tư", "nghị định", "luật", "pháp lệnh")
LAW = re.compile(rf"(?<!\w)(?:ban hành|công bố|thông qua|ký) (?:\w+ ){{0,2}}?(?:{'|'.join(LAWS)})(?!\w)")
# "Thông tư yêu cầu các doanh nghiệp phải báo cáo": those whom a law binds.
LAW_BINDS = re.compile(r"(?:các |mọi )?(?:doanh nghiệp|tổ chức|cá nhân|cơ quan, tổ chức|cơ sở|chủ)(?!\w)")
# Documents that order; a plan without "yêu cầu" or "giao" says what its body means to do itself.
ORDERS = re.compile(r"(?:công văn|văn bản|chỉ thị|công điện|thông báo|hướng dẫn|thông tri)$")
ISSUED_NOW = re.compile(
    r"(?<!\w)ngày \d{1,2}[/.-]\d{1,2}.{0,200}(?:công văn|văn bản|chỉ thị|kế hoạch|công điện|thông báo)|"
    r"(?:vừa|đã) (?:có|ban hành|ký ban hành|gửi) (?:công văn|văn bản|chỉ thị|công điện|kế hoạch|"
    r"thông báo)(?: \w+)? (?:số )?\d"
)
FOLLOWS = re.compile(
    r"\s*(?:$|[:,;.]|có (?!liên quan)|trong thời gian|thời gian tới|đối với|cần|phải|rằng|một số|việc|không|"
    r"thêm|khi|tuyệt đối|"
    r"nội dung)"
)
# "Các đại biểu kiến nghị một số vấn đề: đề nghị Sở ...": proposals to those above.
PROPOSES = re.compile(
    r"(?<!\w)(?:kiến nghị|đề xuất|ý kiến đóng góp|ý kiến góp ý|ý kiến tham luận)(?!\w)[^.;]{0,60}:\s*$"
)
PURPOSE = re.compile(r"\s*(?:với mục tiêu|với mục đích|nhằm|mục tiêu)(?!\w)")
STRESSES = re.compile(
    r"(?<!\w)nhấn mạnh (?:một số|các|những|\d+) (?:nhiệm vụ|nội dung|yêu cầu|vấn đề|việc)[^:]{0,120}:\s*"
)
# Words of saying behind which a field of work that "phải" do something is a demand, no opinion.
STRESSING = frozenset(
    {"nhấn mạnh", "chỉ rõ", "nêu rõ", "khẳng định", "kết luận", "phát biểu kết luận", "phát biểu chỉ đạo", "định hướng"}
)
APPOINTS = re.compile(r"(?<!\w)(?:điều động|bổ nhiệm|chỉ định|chuẩn y|luân chuyển)(?!\w)")
# A time between a demanding verb and whom it is put to: "đề nghị sau Hội nghị, các đơn vị ...".
WHEN = re.compile(
    r"(?:(?:ngay )?sau (?:hội nghị|hội thảo|buổi|cuộc họp|khi)[^,;:.]{0,40}[,‚] |"
    r"(?:trong )?(?:năm \d{4}|(?:các |những |\w+ )?tháng (?:cuối|đầu) năm(?: \d{4})?|từ nay đến [^,;:.]{3,30}?|"
    r"thời gian tới)[,‚]? )"
)
OF_WHOM = re.compile(r" sự [^,;:.]{2,60}? (?:giữa|của) ")
GIVEN_TO = re.compile(r"(?<!\w)(?:được|do) [^,;:.]{2,36}$")
STANDS_FOR = re.compile(r"(?:đại diện|thay mặt) (?:lãnh đạo )?")  # "đề nghị đại diện các sở, ngành ..."
GIVEN = re.compile(r"(?<!\w)(?:chỉ tiêu|kinh phí|nguồn vốn|vốn)(?: [^\W\d]+){0,6}$")  # "chỉ tiêu ... giao cho các xã"
HANDED = re.compile(r" (?:triển khai|thực hiện|tổ chức|xây dựng|tuyên truyền)(?: [\w/-]+){1,8}? (?:đến|tới|cho) ")
AND_TO = re.compile(r"(?:giao|phân công|đề nghị|yêu cầu) (?:cho )?")
AT_END = re.compile(r"[\s.…\"”]*$")
SAID_AFTER = re.compile(
    r"[\"”]\s*[,.–-]?\s*(?P<who>[^\"“”;:]{3,140}?)\s(?:đã |cũng )?(?P<verb>nhấn mạnh|yêu cầu|chỉ đạo|lưu ý|"
    r"đề nghị|kết luận|"
    r"quán triệt|khẳng định|phát biểu)(?!\w)[^\"“”]{0,80}$"
)
# "Để đẩy mạnh ..., Sở đã giao nhiệm vụ cho ...": told with its purpose, the demand is the news.
WISHES = re.compile(r"(?:để|nhằm|với mong muốn|với mục đích|trước tình hình|trước thực trạng|trước thực tế)(?!\w)")
BEFORE_NOW = re.compile(
    r"(?<!\w)(?:trước đó|trước đây|dù|nhiều lần|thời gian qua|vừa qua|trong năm|từ đầu năm|năm \d{4},|những năm|"
    r"các năm|6 tháng|quý)(?!\w)"
)
ABOUT = re.compile(
    r"[\s\"“-]*(?:(?:cụ thể|theo đó|trong đó|ngoài ra|đồng thời|bên cạnh đó), |riêng )?(?:đối với|về phía|tại) "
)
# Clauses that start so tell what was done on some ground, unless nobody "đã" does anything in them.
OPENS_REPORT = frozenset(
    {"nắm bắt", "thực hiện", "triển khai", "phát huy", "xác định", "tiếp thu", "quán triệt", "nhận thức", "bám sát",
     "báo cáo", "hưởng ứng", "hoạt động"}
)  # fmt: skip
DONE = re.compile(r"(?<!\w)(?<!sau khi )(?:đã|vừa|sẽ|hiện nay|là một)(?!\w)")
RESULTS = re.compile(
    r"(?:kết quả|báo cáo|văn bản|danh sách|hồ sơ)[^.;]{0,90} (?:gửi|báo cáo) (?:về|ubnd|ủy ban|sở|phòng|ban|"
    r"đồng chí|cho)|thông báo(?:, | (?:cho|đến|tới|kịp thời|công khai|rộng rãi|ngay) )"
)
DIRECT_ONLY = frozenset({"chỉ đạo", "quán triệt", "nhắc nhở", "chỉ thị"})
# "UBND tỉnh chỉ đạo tăng cường kiểm tra": demanded of all below it; what it "chỉ đạo tổ chức" it sees to itself.
PRESSES = re.compile(
    r" (?:tiếp tục|tăng cường|đẩy mạnh|tập trung|khẩn trương|chủ động|nghiêm túc|kịp thời|rà soát|nâng cao|"
    r"thực hiện|xây dựng|làm tốt|chú trọng|kiên quyết|không)(?!\w)"
)
NEEDS_SOMEBODY = frozenset({"giao", "phân công", "chỉ đạo", "quán triệt", "nhắc nhở", "chỉ thị"})


_LEADS = re.compile(r"(?:ban thường vụ|thường trực|lãnh đạo|ban giám đốc|ban chấp hành) (?=\w)")


def is_upward(giver: Giver | None, addressees: tuple[str, ...]) -> bool:
    """Tell whether somebody asks those above: a district the province, the city a ministry."""
    if (
        giver is None
        or not giver.rank
        or not addressees
        or even(addressees[0]).startswith(
            ("các ", "lãnh đạo các ", "thủ trưởng các ", "đồng chí", "tập thể", "đảng viên", "cán bộ")
        )
    ):
        return False
    first = rank_of(addressees[0])
    if first == giver.rank == 3 and not giver.person and len(addressees) == 1 and even(giver.name).startswith("sở "):
        return even(addressees[0]).startswith("sở ")  # one department asks another
    return 0 < first < giver.rank


def is_giver(giver: Giver | None, addressees: tuple[str, ...]) -> bool:
    """Tell whether those who act are the givers themselves: then the sentence tells what they do."""
    if giver is None or giver.person or not giver.name:
        return False
    name = even(giver.name)
    if giver.rank == 2 and all(map(is_place, addressees)):
        return True  # the place that the body governs
    return any(name.startswith(even(a)) or _own(name, even(a)) for a in addressees)


def _own(name: str, actor: str) -> bool:
    """Tell whether who acts is the giver with its place behind the name, or those who lead it."""
    if actor.startswith(f"{name} ") and is_place(actor[len(name) + 1 :]):
        return True
    led = _LEADS.match(actor)
    return led is not None and name.startswith(actor[led.end() :])


def is_public(addressees: tuple[str, ...], also: tuple[str, ...] = ()) -> bool:
    """Tell whether everybody is addressed: advice to the public and what the law asks of all are no directives."""
    return bool(addressees) and all(even(a).startswith(PUBLIC + BETWEEN_EQUALS + also) for a in addressees)


def the_same(addressees: tuple[str, ...], demand: Demand) -> bool:
    """Tell whether "Sở" is short for the department that the demand before was for."""
    return addressees == ("Sở",) and any(name.startswith("Sở ") for name in demand.addressees)


def is_noun(word: str, left: str, somebody: bool) -> bool:
    """Tell whether the verb is a noun or a habit here: "đáp ứng yêu cầu", "luôn chỉ đạo", "được giao"."""
    if left.endswith((",", ":", ";")):
        return word in NEEDS_SOMEBODY and not somebody
    if left.endswith((" đã", " cũng", " vừa")):
        return False
    if left.endswith(("đoàn kiểm tra", "đoàn giám sát", "đoàn công tác", "đoàn thanh tra")):
        return False
    if "đáp ứng" in left[-24:] or left.endswith((" cần", " phải", " nên", " có trách nhiệm")):
        return True
    words = left.rsplit(" ", 3)[-3:]
    tails = {" ".join(words[n:]) for n in range(len(words))}
    if tails & words_of("reported", "habit"):
        return True
    if not tails & words_of("reported", "noun"):
        return False
    return not (word in ("yêu cầu", "đề nghị", "giao") and tails & words_of("reported", "document") and somebody)
