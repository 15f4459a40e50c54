# Writes a copy of a header with the next ABI version.
file(READ "${FROM}" text)
string(REPLACE "v0_1" "v0_2" text "${text}")
string(REPLACE "version{0, 1, 0}" "version{0, 2, 0}" text "${text}")
file(WRITE "${TO}" "${text}")
