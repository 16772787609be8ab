// SPDX-License-Identifier: Apache-2.0
#include "core/care/same_name.h"

#include <catch2/catch_test_macros.hpp>

namespace wardlight::care {
namespace {

TEST_CASE("Soundex gives the codes of the published examples") {
  CHECK(soundex("Robert") == "R163");
  CHECK(soundex("Rupert") == "R163");
  CHECK(soundex("Rubin") == "R150");
  CHECK(soundex("Ashcraft") == "A261");
  CHECK(soundex("Tymczak") == "T522");
  CHECK(soundex("Pfister") == "P236");
  CHECK(soundex("Honeyman") == "H555");
  CHECK(soundex("Lee") == "L000");
  CHECK(soundex("") == "0000");
}

TEST_CASE("Patients whose names look or sound alike are alike") {
  CHECK(is_alike({"Singh", "Amrit"}, {"SINGH", "Anita"}));
  CHECK(is_alike({"Smith", "John"}, {"Smyth", "Jon"}));
  CHECK(is_alike({"Núñez", "José"}, {"Nunez", "Jose Luis"}));
  CHECK(is_alike({"Catherine", "Kelly"}, {"Kelly", "Catherine"}));
  CHECK(is_alike({"Martin", "Paul"}, {"Marten", "Pauline"}));
  CHECK(is_alike({"Brandt", "Eva"}, {"Barndt", "Eva"}));
  CHECK(is_alike({"Okafor", ""}, {"Okafor", "Grace"}));
  CHECK(is_alike({"O'Brien", "Sean"}, {"OBrien", "Shaun"}));
}

TEST_CASE("Patients with clearly different names are not alike") {
  CHECK_FALSE(is_alike({"Singh", "Amrit"}, {"Singh", "Gurpreet"}));
  CHECK_FALSE(is_alike({"Lee", "Ann"}, {"Lin", "Ann"}));
  CHECK_FALSE(is_alike({"Johnson", "Mary"}, {"Walters", "Mary"}));
  CHECK_FALSE(is_alike({"", ""}, {"", ""}));
}

TEST_CASE("Each patient of a unit is told who is alike") {
  const std::vector<FullName> unit{{"Kim", "Sun"}, {"Walters", "Ida"}, {"Kim", "Soo"}, {"Walter", "Ina"}};
  CHECK(find_alike(unit) == std::vector<std::vector<std::size_t>>{{2}, {3}, {0}, {1}});
}

TEST_CASE("Names of another script are compared as they are written") {
  CHECK(is_alike({"王", "芳"}, {"王", "芳"}));
  CHECK_FALSE(is_alike({"王", "芳"}, {"李", "芳"}));
}

}  // namespace
}  // namespace wardlight::care
