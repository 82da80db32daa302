[ {
  "id_str" : "1080000000000000001",
  "in_reply_to_status_id" : "1070000000000000001",
  "in_reply_to_user_id" : "-1",
  "created_at" : "Tue Jan 01 08:00:00 +0000 2019",
  "full_text" : "@pat_lee Happy to help.",
  "lang" : "en"
} ]
