//! URL and time to file and offset (CDXJ).
