#include "plugins/read/han_variant.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace claimwatch {
namespace {

struct Variant {
  char32_t traditional = 0;
  char32_t simplified = 0;
};

// Pairs: the traditional character, then the simplified one.
constexpr std::u32string_view kPairs =
    U"個个兩两億亿萬万點点時时鐘钟鍾钟週周後后歲岁雙双對对華华貨货幣币圓圆錢钱塊块國国"
    U"會会內内裏里裡里噸吨侖仑釐厘畝亩頃顷攝摄溫温負负陸陆參叁叄叁貳贰貮贰過过約约達达"
    U"餘余幾几數数號号從从間间與与還还開开為为產产減减長长漲涨級级屆届條条項项類类隊队"
    U"輛辆張张臺台樓楼層层棟栋隻只顆颗種种處处門门戶户筆笔戰战勝胜敗败贏赢輸输獲获"
    U"總总額额貿贸進进歐欧鎊镑韓韩盧卢馬马碼码僅仅將将這这們们該该據据發发現现經经營营"
    U"業业學学員员醫医師师軍军車车電电飛飞機机請请貫贯單单較较實实際际計计報报導导"
    U"價价資资債债稅税費费購购賣卖買买農农糧粮礦矿鐵铁鋼钢銅铜銀银聯联邊边關关協协議议"
    U"傷伤難难災灾風风雲云氣气極极島岛灣湾區区縣县鄉乡鎮镇場场廠厂萊莱諾诺範范圍围"
    U"佔占記记錄录體体積积離离遠远運运輕轻頭头兒儿歷历曆历紀纪節节課课讀读寫写說说話话"
    U"認认識识論论證证訴诉訟讼審审獎奖賽赛團团圖图書书畫画視视聽听覺觉愛爱樂乐";

constexpr auto kVariants = [] {
  std::array<Variant, kPairs.size() / 2> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = {kPairs[2 * i], kPairs[2 * i + 1]};
  }
  std::sort(table.begin(), table.end(),
            [](const Variant& a, const Variant& b) { return a.traditional < b.traditional; });
  return table;
}();

}  // namespace

char32_t SimplifiedHan(char32_t point) {
  const auto found = std::lower_bound(
      kVariants.begin(), kVariants.end(), point,
      [](const Variant& row, char32_t wanted) { return row.traditional < wanted; });
  return found != kVariants.end() && found->traditional == point ? found->simplified : point;
}

}  // namespace claimwatch
