"""The shapes of clauses in retold documents: circumstances, grounds, statements, what was done, who is nobody."""

from __future__ import annotations

import re
from functools import cache

from indexer.extraction.directives.clauses import DIRECT_ONLY
from indexer.extraction.places.provinces import any_province

# Circumstances that may stand before who acts: "Trong quý I, các quận ...", "Đối với hoạt động mừng Xuân: ...".
CIRCUMSTANCE = re.compile(
    r"(?:cũng (?:theo|tại|trong)|"
    r"theo|trong|khi|để|nhằm|về|đối với|căn cứ|trước|trên cơ sở|với|từ|đến|giai đoạn|riêng|bên cạnh|ngoài|cùng với|"
    r"tại|quý|thời gian|thực hiện|hưởng ứng|định kỳ|hằng|hàng|ngay|sau|trường hợp|nếu|kết thúc|cuối|tùy|"
    r"là(?= một trong| đơn vị| cơ quan)|"
    r"(?:một số|các|những) (?:nhiệm vụ|giải pháp|biện pháp|công việc)(?= [^:,.;]{0,50}:))(?!\w)"
)
# "Trong buổi phát động các lãnh đạo UBND ...": who acts behind a circumstance without a comma.
INNER_SUBJECT = re.compile(
    r"(?<=[^,:;.]{4})(?<! của)(?<! với)(?<! cho)(?<! tại)(?<! trong)(?<! từ)(?<! giữa)(?<! do)(?<! về)(?<! và)(?<! đến)"
    r"(?<! ở)(?<! để)(?<! là)(?<! tới)"
    r"(?<! ủy)(?<! đạo)(?<! trưởng)(?<! đốc)(?<! tịch)(?<! vụ)(?<!ubnd)(?<! viên)(?<! dân) "
    r"(?=các |(?:mỗi|từng) (?!năm|quý|tháng|tuần|ngày|đợt|kỳ))"
)
SEAM = re.compile(r"[,:] (?!và |hoặc )")
MAX_SEAMS = 5
TOLD = re.compile(
    r"(?<!\w)(?:đã|vừa|đang|hiện nay|(?<!thực )(?<!biểu )(?<!thể )hiện có|diễn ra|được xem|chính là)(?!\w)"
)
# "Tuyên truyền ... là một nhiệm vụ": the action word is a noun, the sentence a statement.
DID = re.compile(r", [^,;.]{2,90} (?:đã|vừa) (?!chết|hết|hư hỏng|xuống cấp)")
IS = re.compile(
    r" là (?:một|hoạt động|dịp|nhiệm vụ|việc|sự|công tác|cơ sở|nền tảng|điều|yếu tố|cơ hội|nội dung|giải pháp|"
    r"biện pháp|con đường|thời điểm|xu thế|xu hướng)(?!\w)"
)
STATES = re.compile(
    r"(?:hoạt động|quy định|kết quả|khuyến cáo|phấn đấu|học tập là)(?!\w)|"
    r"[^,;:]{0,160} được (?:thực hiện|tổ chức|đăng tải|phát sóng|bố trí|triển khai|"
    r"tiến hành|áp dụng|đẩy mạnh|duy trì)(?!\w)"
)
WILL = re.compile(r"[\s,]*(?:(?:sẽ|cùng|cũng|đều|thì|nghiêm túc)(?!\w)[\s,]*)+")
LOCAL = re.compile(r"(?<!\w)(?:quận|huyện|thị xã|xã|phường|cơ sở|trực thuộc)(?!\w)")
ORGANISERS = ("ban tổ chức", "btc", "ban giám khảo", "hội nghị", "đoàn ", "các đại biểu", "đại biểu", "chương trình")
AIMS = re.compile(r"(?:mục đích|mục tiêu|ý nghĩa|(?:kế hoạch|hướng dẫn|văn bản) (?:này )?(?:nhằm|với mục))(?!\w)")
AIMS_FOLLOW = re.compile(
    r"(?<!\w)(?:(?:phấn đấu|mục tiêu|chỉ tiêu)(?: (?:như sau|sau|cụ thể|chủ yếu|chính|đến năm \d+))*|như)\s*:$"
)
CONTENTS_FOLLOW = re.compile(
    r"(?<!\w)(?:nội dung|hoạt động|chủ đề|vấn đề)(?: (?:sau|chính|chủ yếu|như|cụ thể|trọng tâm|cơ bản))*\s*:$"
)
# "Nội dung tuyên truyền gồm ...": what is said in a campaign, not what is to be done.
CONTENTS = re.compile(
    r"(?:các |những |một số )?nội dung(?: (?:công tác|thông tin|hoạt động))*,? (?:tuyên truyền|truyền thông|"
    r"thông tin|bao gồm|gồm)(?!\w)"
)
ANNOUNCES = re.compile(
    r"(?<!\w)(?:tập trung|cần|phải|gồm|thực hiện)(?!\w)[^.;:]{0,50}(?<!\w)(?:nội dung|nhiệm vụ|giải pháp|công việc)"
    r"(?!\w)[^.;:]{0,40}:$"
)
BARE = re.compile(
    r"(?:thành phố trực thuộc|phường|xã|thị trấn|thị xã|quận|huyện|ngành|ban|đoàn thể|đơn vị|địa phương|tổ chức|"
    r"cá nhân|doanh nghiệp)(?!\w)"
)
# "nhằm kết nối các doanh nghiệp", "kêu gọi các đơn vị": not they act, something is done with them.
ACTED_ON = (
    " kết nối",
    " kêu gọi",
    " khuyến khích",
    " động viên",
    " vận động",
    " huy động",
    " thu hút",
    " nhằm",
    " hỗ trợ",
    " giúp",
)
# "Nhiều doanh nghiệp tập trung đầu tư tại đây": told of some, demanded of nobody.
SOME = re.compile(r"(?:nhiều|một số|hàng trăm|hàng chục|đông đảo|hơn|gần|phần lớn|hầu hết|nhóm)(?!\w)")
# "Chương trình cũng nhằm kết nối ...": what it is for.
IS_FOR = re.compile(
    r"(?:chương trình|kế hoạch|hoạt động|cuộc thi|cuộc vận động|đề án|hội nghị|phong trào|đợt|các hoạt động|sự kiện)"
    r"(?: [^\W\d]+){0,8}? (?:nhằm|với mục đích|với mục tiêu)(?!\w)"
)
# "A phối hợp với B sẽ đọc sách ...", "Phát huy thành công của ..., Sở A sẽ tiếp tục ...": who announces something.
WILL_DO = re.compile(r" (?!(?:cũng )?sẽ )[^,;.:]+ sẽ ")
SOMEBODY_WILL = re.compile(
    r", (?:sở|ubnd|ủy ban|ban|bộ|đài|báo|thành phố|trung tâm|hội|nhà xuất bản) [^;.:]{0,200} sẽ "
)
# "Việc A sẽ được các quận tiến hành", "... do Văn phòng B chuẩn bị", "giao cho các doanh nghiệp thực hiện".
BY_WHOM = re.compile(r"(?<!\w)sẽ (?:được|do) (?=các |ubnd|sở |văn phòng|ban |phòng|đài )")
# What a circular has a body of state do, unlike what it asks of everybody.
DUTY = re.compile(
    r"[\s,]*(?:(?:cũng|còn) )?(?:(?P<word>có trách nhiệm|chịu trách nhiệm)|được giao|"
    r"là (?:đơn vị|cơ quan|đầu mối)(?: \w+){0,2}? (?:chủ trì|thường trực|đầu mối|phối hợp))(?!\w)"
)
OFTEN = re.compile(
    r"(?:định kỳ,? )?(?:(?:hằng|hàng|mỗi) (?:năm|quý|tháng|tuần|ngày),? )+|định kỳ,? (?=các |mỗi |ubnd )"
)
IS_GIVEN = re.compile(r" được (?:\w+ )?giao (?:\d+ |các |một số |những )?nhiệm vụ[^.;:]{0,90}:$")
IS_ASKED = re.compile(
    r"(?: cũng| còn)? được (?:(?:ubnd|thành ủy|thành phố|tỉnh ủy|bộ|chính phủ) [^,;:.]{0,30})?"
    r"(?P<word>yêu cầu|đề nghị|giao nhiệm vụ|giao|phân công)(?: nhiệm vụ| trách nhiệm)? (?!tại|trong|theo|về)"
)
# "Thực hiện Công điện số ...;": the ground on which a paragraph below demands.
GROUND = re.compile(
    r"(?:thực hiện|triển khai|căn cứ|xét) "
    r"(?:công điện|công văn|chỉ thị|nghị quyết|kế hoạch|quyết định|thông báo|luật|nghị định)"
)
# "Theo đề án, phấn đấu đến năm 2020, 100% các xã tổ chức ...": an aim.
# "Phấn đấu ...", "Cấp xã, đến năm 2025, 100% đài ...": an aim, not a task.
STRIVES = re.compile(r"(?:[^,;.:]{0,60}, )?(?:phấn đấu(?!\w)|đến (?:hết |cuối )?năm (?:19|20)\d\d)")
NUMBERED = re.compile(r"(?:thực hiện|triển khai|căn cứ) (?:\w+ ){1,3}?(?:liên tịch )?số [\w./-]+[^;:]* về [^;:]*$")
HOPES = re.compile(
    r"(?<!\w)(?:hy vọng|hi vọng|kỳ vọng|mong muốn|tin tưởng|"
    r"dự kiến(?! (?:các |những )?(?:tình huống|phương án|khả năng|nhân sự)))(?!\w)"
)
DIRECTS = re.compile(rf"[\s,.…]*(?:lãnh đạo(?:,| và) )?(?:{'|'.join(sorted(DIRECT_ONLY))})(?!\w)")
STATED = re.compile(r" được (?:đánh giá|xác định|coi|xem|ghi nhận)(?!\w)")
ON_GROUND = re.compile(
    r"(?:trên cơ sở|căn cứ|từ kết quả|trong quá trình|sau khi|khi|trước|đối với|về|trong|để|nhằm|nếu|trường hợp|với|từ|"
    r"đến|tại|ngay|theo|cuối (?:năm|quý|tháng|kỳ)|tùy (?:theo|vào|từng))(?!\w)"
)
THEN = re.compile(r"(?:,| thì|:) ")
GROUP = re.compile(r"các (?:[^\W\d]+,? ){0,8}?[^\W\d]+(?= (?:khẩn|tiếp|chủ|kịp|tăng|đẩy|tập|nghiêm|thường|tích))")
PROMPTLY = re.compile(
    r"(?:khẩn trương|tiếp tục|chủ động|kịp thời|tăng cường|đẩy mạnh|tập trung|nghiêm túc|thường xuyên|tích cực)(?!\w)"
)
CLOSES = re.compile(r"(?:xin )?trân trọng (?:thông báo|cảm ơn|cám ơn|kính|giới thiệu)(?!\w)")
# "Từ đó, tạo điều kiện cho ...": what follows from it, no further demand.
# What follows from a task, or stands against it: told, not demanded.
FOLLOWS_FROM = re.compile(
    r"(?:từ đó|qua đó|nhờ đó|nhờ vậy|trong khi(?: đó)?|cùng với cả nước|bên cạnh những|"
    r"theo (?:đánh giá|thống kê|báo cáo|số liệu|dự báo|nhận định))(?!\w)"
)
WILL_BE = re.compile(r"(?<!\w)sẽ(?!\w)")


@cache
def a_place() -> re.Pattern[str]:
    """Return the pattern of a place that begins a clause."""
    return re.compile(rf"(?:{any_province()}|thành phố|tp\.?|tỉnh|huyện|thủ đô) ")


@cache
def nobody() -> re.Pattern[str]:
    """Return the pattern of who is no addressee of a document: all the land, pupils, the place that is governed."""
    where = any_province()
    return re.compile(
        r"(?:cả nước|toàn (?:thành phố|huyện|tỉnh|quốc|quận|xã)|các em|học sinh|thí sinh|các tác giả|thành phố$|"
        rf"tp$|{where}$|(?:thành phố|tp\.?|tỉnh) {where}$|thủ đô$|tỉnh$|huyện$|quận$|sở$|bộ$|ban$|"
        rf"(?:các )?đoàn (?:kiểm tra|giám sát|thanh tra)|hai bên|hai nước|(?:{where}|thành phố|tp|tỉnh) "
        r"(?:hướng|đặt|phấn đấu|xác định|tiếp tục|tập trung|đã|sẽ|triển khai))"
    )


REPORTS_ON = re.compile(
    r"[\s,]*(?:là (?:cơ quan|đơn vị) tham mưu|"
    r"có (?:chức năng|thêm|quy mô|hiệu lực|tổng|cơ hội|điều kiện|chủ đề|đủ|quyền|thể|\d)|"
    r"khuyến cáo|khuyến nghị|mong muốn|đề xuất(?! (?:phương án|giải pháp|nội dung|kế hoạch|biện pháp))|kiến nghị|"
    r"báo cáo (?:về|công tác|kết quả|tình hình|tóm tắt)|trình bày|giới thiệu|trao|"
    r"giữ vai trò|quyết định|dự kiến|thống nhất|phấn đấu|làm (?:phó )?trưởng|giải thể|"
    r"đáp ứng được|(?:cũng )?khuyến khích)(?!\w)"
)
REPORTS_TO = re.compile(
    r"[\s,]*báo cáo [^.;:]{0,90} (?:về|cho|gửi|với) (?:ubnd|ủy ban|sở|ban|phòng|văn phòng|đảng|thường trực)(?!\w)"
)
# Words of saying that a document may demand: "Khẳng định tầm vóc ...", "Phân tích ...".
SAYS = re.compile(
    r"(?:nhấn mạnh(?! tại| về| với| rằng| thêm| trong)|tái khẳng định|khẳng định|thông tin|phản ánh|"
    r"biểu dương|ghi nhận|đánh giá|nêu bật|phê phán|đề cập)(?!\w)(?![^.;]{0,160} cho thấy(?!\w))"
)
# ... and in the sentences that go on with a demand, where who demands does not speak himself.
SAID_TO_DO = re.compile(
    r"(?:thông báo|thông tin|phản ánh|biểu dương|đánh giá|phê phán|trao đổi|định hướng)(?!\w)"
    r"(?! (?:tại|về việc|với|rằng|thêm|từ|này|trên|cao|của|và truyền thông|số|kết luận|đó|được|"
    r"chi tiết|liên hệ)|[^.;]{0,160} cho thấy(?!\w))"
)
MATTER = re.compile(r"(?:công tác|việc|nội dung|hoạt động|các hoạt động|thông tin|quá trình|kế hoạch|báo cáo)(?!\w)")
THINGS = re.compile(r"(?<!\w)(?:là|mà|đang|có|con người|người dân|chúng ta|nhu cầu)(?!\w)")
